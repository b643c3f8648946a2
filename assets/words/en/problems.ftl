# Words of what is wrong with a field, and the strength of a password.
missing = Required
user_name_characters = Use only letters A to Z, digits and . _ - @
user_name_length = Use 3 to 64 characters
user_name_taken = This User Name is taken. Choose another
email_form = Enter a full address, such as name@example.com
# $name is the key of a character's name, $code its code point, such as U+200B.
email_invisible = { $name ->
    [tab] Remove the tab
    [no-break-space] Remove the no-break space ({ $code })
    [soft-hyphen] Remove the soft hyphen ({ $code }), which can't be seen
    [zero-width-space] Remove the zero-width space ({ $code }), which can't be seen
    [zero-width-non-joiner] Remove the zero-width non-joiner ({ $code }), which can't be seen
    [zero-width-joiner] Remove the zero-width joiner ({ $code }), which can't be seen
    [word-joiner] Remove the word joiner ({ $code }), which can't be seen
    [byte-order-mark] Remove the byte order mark ({ $code }), which can't be seen
    [direction] Remove the mark for the reading direction ({ $code }), which can't be seen
   *[other] Remove the character { $code }, which can't be seen
}
email_length = Use at most 254 bytes (this has { $count })
# Beside an address that is accepted.
email_mixed_scripts = Check the letter { $letter }: it belongs to another script than those before it
email_taken = Another user has this Email Id. Enter a different one
name_length = Use at most 100 characters
name_characters = Remove the invisible control characters
name_invisible = Enter something that can be seen
name_marks = Use at most 5 marks on a letter
admin_needs_manager = Only a Quality Manager can be an Admin
client_name_characters = Use only letters A to Z, digits, spaces and . _ -
client_name_length = Use at most 64 characters
client_name_taken = A client with this name exists in the directory. Choose another name
password_too_short = Use at least 15 characters (this has { $count })
password_too_long = Use at most 128 characters (this has { $count })
# These four are about characters that a password field can't take from the keyboard.
password_several_lines = Enter a single line: this has a line break, which can't be typed
password_tab = Remove the tab, which can't be typed
password_byte_order_mark = Remove the invisible byte order mark (U+FEFF), which can't be typed
# $code is the code point of the character, such as U+001B.
password_control_character = Remove the control character { $code }, which can't be typed
password_common = This password is too common. Choose another
password_derived = Don't base the password on the user's name or email address
password_of_product = Don't base the password on the names of the product and its roles
# A word such as "password" or "welcome", with digits.
password_of_common_word = Don't base the password on a word that many passwords consist of
password_guessable = Too easy to guess: avoid repetition and simple patterns
password_unchanged = The new password must differ from the current one
passwords_differ = Passwords don't match
current_password_wrong = Incorrect current password
not_a_public_key = Not an age public key. Copy the whole line that starts with age1, as age-keygen prints it
field_problem = { $field }: { $problem }
strong = Strong
good = Good
fair = Fair
strength_with_warning = { $strength }. { $warning }
warning_keyboard = Rows and patterns of keys are easy to guess
warning_repeats = Repeated characters and words are easy to guess
warning_common = It is similar to a commonly used password
warning_sequences = Sequences such as abc or 6543 are easy to guess
warning_dates = Dates and years are easy to guess
warning_single_word = A single word is easy to guess
warning_names = Names are easy to guess
