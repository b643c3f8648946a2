# Words of moments and distances of time.

minutes_ago = { $count } min ago
hours_ago = { $count } h ago
days_ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
in_minutes = in { $count } min
in_hours = in { $count } h
in_days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
today = today { $time }
tomorrow = tomorrow { $time }
day = { $day } { month_short }
month_short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
day_in_year = { $day } { month_short } { $year }
day_and_time = { $day } { month_short }, { $time }
day_in_year_and_time = { $day } { month_short } { $year }, { $time }
minute = { $day } { month } { $year }, { $time }
exact = { weekday }, { $day } { month } { $year }, { $time }
just_now = just now
yesterday = yesterday
