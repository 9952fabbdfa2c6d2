"""What lines of templates are read with, by the sandbox and beside it."""

VALUES = [
    {},
    {"name": "Dana", "brand": "Northwind", "contact": "example.com/dm"},
    {"matter.clause": "it is late", "fact": "we open at nine", "name": "{{ x }}"},
    {"given.day": "day", "given.place": "place", "subject": "your boots"},
]
ASKING = 'still | needs("day", "when it was")'
