"""The languages beside English that ship with texts of their own."""

ABROAD = ("de", "es", "fr", "nl", "pt")
