# Words of moments and distances of time.

minutes_ago = vor { $count } Min.
hours_ago = vor { $count } Std.
days_ago = { $count ->
    [one] vor 1 Tag
   *[other] vor { $count } Tagen
}
in_minutes = in { $count } Min.
in_hours = in { $count } Std.
in_days = { $count ->
    [one] in 1 Tag
   *[other] in { $count } Tagen
}
today = heute { $time }
tomorrow = morgen { $time }
day = { $day }. { month_short }
month_short = { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
}
month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
weekday = { $weekday ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
}
day_in_year = { $day }. { month_short } { $year }
day_and_time = { $day }. { month_short }, { $time }
day_in_year_and_time = { $day }. { month_short } { $year }, { $time }
minute = { $day }. { month } { $year }, { $time }
exact = { weekday }, { $day }. { month } { $year }, { $time }
just_now = soeben
yesterday = gestern
