//! What the names of sample users are put together from. Common names stand in the order of how common they are; rare ones
//! are made of a beginning and an ending. No list was copied, and nobody in particular is meant.
//!
//! A name is written as its bearer writes it. `_` is a space. What stands for it in User Names and addresses is its first word
//! without marks, or what follows after a slash.

/// A store of names.
pub(super) struct Stock {
    /// The most common first.
    pub(super) common: &'static str,
    /// How evenly they are spread: the name at place n is as common as 1 / (n + `evenness`).
    pub(super) evenness: u32,
    /// How many in a hundred have a rare name.
    pub(super) rare_percent: u32,
    /// Beginnings and endings of rare names.
    pub(super) rare: [&'static str; 2],
}

/// People whose names come from one language, or nearly.
pub(super) struct Culture {
    /// How common they are beside the others.
    pub(super) share: u32,
    /// The code of the place where most of them work.
    pub(super) site: &'static str,
    /// Of a hundred, how many names with a slash are written as before it; the others are written in Latin letters.
    pub(super) own_script_percent: u32,
    pub(super) women: Stock,
    pub(super) men: Stock,
    pub(super) family: Stock,
    /// Endings of family names, and what they are for women.
    pub(super) feminine: &'static [(&'static str, &'static str)],
}

const fn stock(evenness: u32, common: &'static str, rare_percent: u32, rare: [&'static str; 2]) -> Stock {
    Stock {
        common,
        evenness,
        rare_percent,
        rare,
    }
}

const fn latin(share: u32, site: &'static str, [women, men, family]: [Stock; 3]) -> Culture {
    culture(share, site, 0, [women, men, family], &[])
}

const fn culture(
    share: u32,
    site: &'static str,
    own_script_percent: u32,
    [women, men, family]: [Stock; 3],
    feminine: &'static [(&'static str, &'static str)],
) -> Culture {
    Culture {
        share,
        site,
        own_script_percent,
        women,
        men,
        family,
        feminine,
    }
}

const NO_RARE: [&str; 2] = ["", ""];

#[rustfmt::skip]
pub(super) const CULTURES: [Culture; 22] = [
    // English
    latin(170, "AUS", [
        stock(4, "Mary Sarah Emma Olivia Jessica Laura Grace Hannah Megan Alice Zoë Chloe Rachel Ruth Claire Siobhán Heather Joan",
            10, ["Mary Anna Jo Beth", "_Lou _Jane _Kate _Rose"]),
        stock(4, "James John David Michael William Robert Thomas Daniel Andrew Peter Mark Paul George Samuel Liam Sean Ryan Neil",
            8, ["John Billy James Lee", "_Paul _Ray _Jay _Scott"]),
        stock(5, "Smith Jones Williams Brown Taylor Johnson Davies Wilson Evans Thomas Walker Wright Hughes Green Hall Clarke
            Murphy Kelly O’Brien Ryan Lee Martin Baker Cooper",
            45, ["Ash Black Brad Chat Crow Dun East Fair Green Hart Hazel Holl Kirk Lang Mar North Oak Pem Rad Red Stan Thorn Wake West Whit Wood",
                "bourne bridge brook bury by combe cott den field ford ham hurst land ley man more ridge shaw stead ton ville well wick worth"]),
    ]),
    // Spanish
    latin(140, "GDL", [
        stock(2, "María Carmen Ana Laura Isabel Lucía Sofía Elena Paula Marta Rosa Núria Beatriz Inés Ximena Pilar",
            30, ["María Ana Luz Rosa", "_José _Isabel _Elena _del_Mar _Fernanda _Pilar"]),
        stock(2, "José Juan Carlos Luis Miguel Antonio Javier Manuel Jorge Pedro Alejandro Rafael Sergio Andrés Íñigo Óscar",
            25, ["José Juan Luis Carlos", "_Antonio _Manuel _Ángel _Luis _Pablo"]),
        stock(3, "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Hernández Díaz Torres Ramírez Flores Muñoz
            Castro Ortiz Núñez Aguilar Quispe",
            40, ["García Rodríguez González Fernández López Martínez Ibáñez Peña Echeverría Zúñiga Vega Ríos",
                "_García _Moreno _Ruiz _Vázquez _Castillo _Peña _Ibarra _Domínguez _Solís _Cordero _Zamora _Beltrán"]),
    ]),
    // Hindi and its neighbours
    culture(150, "BLR", 22, [
        stock(2, "Priya Pooja Anjali Neha Divya प्रिया/priya सुनीता/sunita अंजलि/anjali Kavita Lakshmi
            नेहा/neha Meera Shreya Uma मीना/meena",
            10, ["Sri Vidya Raja Jaya", "lakshmi vani latha priya"]),
        stock(2, "Rahul Amit Sanjay Rajesh Vijay अमित/amit राहुल/rahul विजय/vijay Suresh Anil
            Arjun राजेश/rajesh Deepak Karthik संजय/sanjay",
            12, ["Rama Hari Siva Jaya", "krishnan kumar nathan raman"]),
        stock(2, "Singh Kumar Patel Sharma सिंह/singh कुमार/kumar शर्मा/sharma Reddy Gupta Nair वर्मा/verma
            Iyer Rao Das पाटिल/patil Mehta",
            30, ["Bel Kol Nag Sol Man Ratna Jog Vish Pand Kar Tal Shir", "gaonkar hapure wadkar karni mane deshi pathi sekar war esh"]),
    ], &[]),
    // German
    latin(100, "MUC", [
        stock(4, "Anna Julia Katrin Sabine Lena Petra Ursula Claudia Jutta Heike Käthe Birgit Grete Ulrike Sophie",
            15, ["Anna Eva Marie Hanna", "-Lena -Maria -Luise -Sophie"]),
        stock(4, "Thomas Michael Andreas Stefan Jürgen Lukas Jörg Matthias Günther Björn Felix Klaus Uwe Götz Sebastian",
            12, ["Hans Karl Jan Klaus", "-Peter -Heinz -Jürgen -Dieter"]),
        stock(5, "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
            Wolf Schröder Neumann Krüger Weiß Köhler Jäger",
            45, ["Berg Birken Eichen Falken Grün Hasel Hirsch Kalten Linden Neu Ober Reichen Rosen Schön Stein Unter Wald Weiden",
                "bach bauer beck berger brunner dorfer egger feld hofer hauser kamp mann meister müller schmidt thaler"]),
    ]),
    // Chinese
    culture(90, "SZX", 55, [
        stock(3, "芳/fang 敏/min 静/jing 丽/li 娟/juan 艳/yan 秀英/xiuying 婷/ting 雪/xue 梅/mei",
            60, ["雅/ya 晓/xiao 思/si 佳/jia 美/mei 玉/yu 春/chun 欣/xin", "琳/lin 婷/ting 怡/yi 雯/wen 芳/fang 慧/hui 兰/lan 洁/jie"]),
        stock(3, "伟/wei 强/qiang 磊/lei 军/jun 洋/yang 勇/yong 杰/jie 涛/tao 超/chao 明/ming",
            60, ["志/zhi 建/jian 文/wen 国/guo 子/zi 俊/jun 海/hai 天/tian", "强/qiang 明/ming 华/hua 轩/xuan 杰/jie 平/ping 宇/yu 龙/long"]),
        stock(2, "王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 吴/wu 周/zhou 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu 林/lin 郭/guo 何/he 高/gao 罗/luo",
            2, ["欧阳/ouyang 司马/sima 上官/shangguan 诸葛/zhuge", ""]),
    ], &[]),
    // Portuguese
    latin(50, "GRU", [
        stock(2, "Maria Ana Juliana Fernanda Inês Camila Letícia Beatriz Luísa Conceição Patrícia", 20, ["Maria Ana", "_Clara _Luísa _João _Conceição"]),
        stock(2, "João José António Pedro Paulo Lucas Rafael Luís Thiago Estêvão Márcio", 20, ["João José Luís", "_Pedro _Carlos _Otávio _Vítor"]),
        stock(2, "Silva Santos Oliveira Souza Pereira Costa Gonçalves Fernandes Araújo Conceição Simões Magalhães",
            35, ["Silva Santos Assunção Brandão Leitão Falcão", "_Pereira _Nóbrega _Guimarães _Brito _Falcão _Peixoto"]),
    ]),
    // French
    latin(50, "YUL", [
        stock(3, "Marie Camille Léa Chloé Amélie Hélène Françoise Zoé Élodie Aurélie Geneviève", 15, ["Marie Anne", "-Claude -Laure -Hélène -Ève"]),
        stock(3, "Jean Pierre François Nicolas Julien Rémi Loïc Benoît Jérôme Étienne Théo", 20, ["Jean Pierre", "-Luc -François -Yves -Noël"]),
        stock(5, "Martin Bernard Dubois Durand Moreau Lefèvre Tremblay Côté Gagné Lévesque Roy Bouchard",
            40, ["Beau Bois Chant Clair Fort Haut La Mont Mal Vau", "lieu mont ville vert pré clerc fontaine rivière garde champ"]),
    ]),
    // Vietnamese
    culture(40, "HAN", 100, [
        stock(2, "Linh Hương Lan Ánh Trang Thảo Mai Hà", 50, ["Thị/ Thu/ Ngọc/ Phương/", "_Hằng/hang _Hường/huong _Nhung/nhung _Thủy/thuy"]),
        stock(2, "Minh Tuấn Hùng Đức Dũng Long Quân Sơn", 50, ["Văn/ Đức/ Quang/ Minh/", "_Thắng/thang _Hiếu/hieu _Cường/cuong _Nghĩa/nghia"]),
        stock(1, "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý", 3, ["Tôn Vương Đoàn", "_Nữ _Thất"]),
    ], &[]),
    // Korean
    culture(40, "ICN", 60, [
        stock(3, "지우/jiwoo 민지/minji 수진/sujin 서연/seoyeon", 75, ["민/min 서/seo 지/ji 수/su 은/eun 예/ye", "연/yeon 영/young 지/ji 희/hee 아/ah 정/jung"]),
        stock(3, "민준/minjun 지훈/jihoon 성민/sungmin 동현/donghyun", 75, ["준/jun 동/dong 성/sung 태/tae 상/sang 재/jae", "호/ho 현/hyun 우/woo 석/seok 민/min 혁/hyuk"]),
        stock(1, "김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh", 2, ["남궁/namgung 황보/hwangbo", ""]),
    ], &[]),
    // Japanese
    culture(35, "NRT", 55, [
        stock(3, "陽子/yoko 遥/haruka 美咲/misaki さくら/sakura 愛/ai ユキ/yuki", 60, ["美/mi 由/yu 奈/na 真/ma 恵/e", "香/ka 子/ko 紀/ki 理/ri 穂/ho"]),
        stock(3, "大輔/daisuke 翔太/shota 健/ken 誠/makoto 蓮/ren アキラ/akira", 60, ["裕/hiro 和/kazu 正/masa 義/yoshi 智/tomo", "之/yuki 也/ya 樹/ki 彦/hiko 人/to"]),
        stock(3, "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 阿部/abe",
            40, ["山/yama 川/kawa 石/ishi 大/oo 小/ko 西/nishi 北/kita 松/matsu 森/mori 藤/fuji", "田/da 原/hara 島/shima 村/mura 井/i 野/no 口/guchi 岡/oka 沢/sawa 谷/tani"]),
    ], &[]),
    // Russian
    culture(40, "TLL", 60, [
        stock(3, "Анна/anna Елена/elena Ольга/olga Наталья/natalya Мария/maria Алёна/alyona Юлия/yulia Ксения/ksenia Ирина/irina", 0, NO_RARE),
        stock(3, "Александр/alexander Сергей/sergey Дмитрий/dmitry Андрей/andrey Алексей/alexey Фёдор/fyodor Игорь/igor Иван/ivan Юрий/yuri", 0, NO_RARE),
        stock(3, "Иванов/ivanov Смирнов/smirnov Кузнецов/kuznetsov Попов/popov Васильев/vasilyev Петров/petrov Соколов/sokolov Королёв/korolyov
            Зайцев/zaytsev Щукин/shchukin",
            45, ["Бело/belo Черно/cherno Ново/novo Красно/krasno Добро/dobro Старо/staro Криво/krivo Сухо/sukho",
                "бородов/borodov горов/gorov глазов/glazov носов/nosov польский/polsky сельский/selsky ручкин/ruchkin водин/vodin"]),
    ], &RUSSIAN),
    // Ukrainian
    culture(20, "WAW", 60, [
        stock(3, "Олена/olena Оксана/oksana Ірина/iryna Юлія/yuliia Наталія/nataliia Софія/sofiia", 0, NO_RARE),
        stock(3, "Андрій/andrii Олександр/oleksandr Сергій/serhii Тарас/taras Дмитро/dmytro Юрій/yurii", 0, NO_RARE),
        stock(3, "Шевченко/shevchenko Мельник/melnyk Бондаренко/bondarenko Коваленко/kovalenko Ткачук/tkachuk Їжак/yizhak Ґудзь/gudz",
            45, ["Кова/kova Мороз/moroz Лис/lys Дуб/dub Гри/hry Павл/pavl Степан/stepan", "ненко/nenko ичук/ychuk енко/enko івський/ivskyi ець/ets"]),
    ], &RUSSIAN),
    // Polish
    culture(35, "WAW", 0, [
        stock(3, "Anna Katarzyna Małgorzata Agnieszka Zofia Łucja Bożena Elżbieta Grażyna", 0, NO_RARE),
        stock(3, "Piotr Krzysztof Andrzej Tomasz Paweł Michał Łukasz Grzegorz Sławomir", 0, NO_RARE),
        stock(4, "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Dąbrowski Żak",
            45, ["Brzoz Dęb Gór Jawor Klon Lip Ostrow Wierzb Zawadz Źródl", "ański ecki icki owski iński ewicz iak owicz"]),
    ], &[("ski", "ska"), ("cki", "cka")]),
    // Arabic
    culture(40, "CAI", 50, [
        stock(2, "فاطمة/fatima مريم/mariam نور/nour سارة/sara ليلى/layla هدى/huda داليا/dalia رنا/rana", 0, NO_RARE),
        stock(1, "محمد/mohamed أحمد/ahmed علي/ali محمود/mahmoud خالد/khaled يوسف/youssef عمر/omar حسن/hassan", 15, ["عبد/abd", "_الله/allah _الرحمن/elrahman _العزيز/elaziz"]),
        stock(2, "محمد/mohamed حسن/hassan إبراهيم/ibrahim علي/ali فرح/farah حداد/haddad خليل/khalil منصور/mansour ناصر/nasser",
            40, ["ال/al", "مصري/masri خطيب/khatib نجار/najjar شامي/shami صباغ/sabbagh بغدادي/baghdadi حلبي/halabi قاضي/qadi طويل/tawil ساعاتي/saati"]),
    ], &[]),
    // Italian
    latin(30, "TRN", [
        stock(3, "Giulia Chiara Francesca Sara Elena Ginevra Martina Zoè", 10, ["Maria Anna", "_Grazia _Teresa _Lucè"]),
        stock(3, "Marco Andrea Giuseppe Luca Matteo Niccolò Francesco Ettore", 10, ["Gian Pier", "luca paolo carlo luigi"]),
        stock(4, "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Nicolò Forlì",
            40, ["Belli Monte Campo Fonta Casti Pelle Santi Torri", "nari celli ni netti glioni grini rossi verdi"]),
    ]),
    // Turkish
    latin(25, "IST", [
        stock(3, "Ayşe Fatma Elif Zeynep Gülşen Çiğdem İpek Özge", 10, ["Ayşe Fatma", "_Gül _Nur"]),
        stock(3, "Mehmet Mustafa Ahmet Emre Oğuz Çağlar İbrahim Ümit", 10, ["Mehmet Ali", "_Can _Efe"]),
        stock(2, "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Işık Güneş",
            35, ["Ak Kara Demir Öz Gök Er Tan", "soy can demir doğan taş bulut kaya oğlu"]),
    ]),
    // Swedish, Norwegian, Finnish
    latin(30, "ARN", [
        stock(3, "Anna Åsa Ingrid Maja Märta Solveig Aino Gøril", 10, ["Anna Britt", "-Karin -Märta"]),
        stock(3, "Erik Lars Anders Björn Bjørn Håkan Östen Väinö", 10, ["Lars Karl", "-Åke -Erik"]),
        stock(2, "Andersson Johansson Karlsson Hansen Eriksen Virtanen Åberg Sørensen Nyström Mäkinen",
            45, ["Berg Björk Dal Ek Grön Hag Ny Sjö Söder Öst", "ström gren man berg strand fors lund holm kvist"]),
    ]),
    // Yoruba, Igbo, Akan
    latin(35, "LOS", [
        stock(3, "Ngozi Amara Fúnmi Chidinma Adaeze Yetunde Akosua", 25, ["Olu Ade Ifẹ", "ṣeun bisi yinka tola"]),
        stock(3, "Emeka Chinedu Táíwò Kwame Ṣẹgun Obinna Kofi", 25, ["Olu Ade Ayọ", "wale dayo mide kunle"]),
        stock(4, "Adéyemí Mensah Okafor Eze Balogun Nwosu Ọláwálé Owusu Ibrahim",
            40, ["Ade Ola Okon Nwa Oba Aki", "bayo kunle kwo chukwu seki ntola yẹmi"]),
    ]),
    // Greek
    culture(20, "SKG", 55, [
        stock(3, "Μαρία/maria Ελένη/eleni Δήμητρα/dimitra Κατερίνα/katerina Ξένια/xenia Σοφία/sofia", 0, NO_RARE),
        stock(3, "Γιώργος/giorgos Γιάννης/giannis Δημήτρης/dimitris Νίκος/nikos Κώστας/kostas Σωκράτης/sokratis", 0, NO_RARE),
        stock(2, "Παπαδόπουλος/papadopoulos Γεωργίου/georgiou Ιωάννου/ioannou Νικολαΐδης/nikolaidis Παππάς/pappas Οικονόμου/oikonomou",
            45, ["Παπα/papa Χατζη/chatzi Καρα/kara Μαυρο/mavro", "νικολάου/nikolaou γιάννης/giannis μιχάλης/michalis δημητρίου/dimitriou γεωργίου/georgiou"]),
    ], &[("όπουλος", "οπούλου"), ("poulos", "poulou"), ("δης", "δου"), ("dis", "dou"), ("ης", "η"), ("is", "i")]),
    // Hebrew
    culture(20, "TLV", 55, [
        stock(3, "נועה/noa תמר/tamar מיכל/michal שירה/shira יעל/yael רות/ruth", 0, NO_RARE),
        stock(3, "דוד/david יוסף/yosef נועם/noam איתי/itai אורי/uri משה/moshe", 0, NO_RARE),
        stock(2, "כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton דהן/dahan אברהם/avraham",
            40, ["בן/ben בר/bar", "־דוד/david ־שושן/shushan ־חיים/haim ־עמי/ami ־נון/nun"]),
    ], &[]),
    // Thai
    culture(20, "BKK", 55, [
        stock(3, "สุดา/suda มาลี/malee พิมพ์ใจ/pimjai อรทัย/orathai นภา/napa", 20, ["สิริ/siri กาญจ/kan", "พร/porn มา/ma นา/na"]),
        stock(3, "สมชาย/somchai ประเสริฐ/prasert วิชัย/wichai ณัฐ/nat กิตติ/kitti", 20, ["ธน/thana วีร/wira", "ชัย/chai พล/phon ศักดิ์/sak"]),
        stock(9, "ศรีสุข/srisuk ทองดี/thongdee แสงทอง/saengthong เจริญ/charoen",
            80, ["ศรี/sri ทอง/thong บุญ/bun วงศ์/wong แก้ว/kaew สุข/suk จันทร์/chan", "ใส/sai มา/ma สวัสดิ์/sawat ชัย/chai ไพศาล/phaisan วงศ์/wong รัตน์/rat"]),
    ], &[]),
    // Georgian
    culture(5, "TBS", 60, [
        stock(3, "ნინო/nino მარიამი/mariami თამარი/tamari", 0, NO_RARE),
        stock(3, "გიორგი/giorgi დავითი/daviti ლუკა/luka", 0, NO_RARE),
        stock(2, "ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili", 40, ["მამ/mam გიორგ/giorg ლომ/lom", "აძე/adze იძე/idze აშვილი/ashvili"]),
    ], &[]),
];

const RUSSIAN: [(&str, &str); 12] = [
    ("ов", "ова"),
    ("ov", "ova"),
    ("ев", "ева"),
    ("ev", "eva"),
    ("ёв", "ёва"),
    ("yov", "yova"),
    ("ин", "ина"),
    ("in", "ina"),
    ("ский", "ская"),
    ("sky", "skaya"),
    ("ський", "ська"),
    ("skyi", "ska"),
];
