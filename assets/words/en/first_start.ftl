# Words of the first start.

# The heading.
heading = Create the first administrator
# The button.
submit = Create administrator
# While the directory is being made.
busy = Creating the directory
explanation = A new directory will be created at { $path } together with its first administrator.
