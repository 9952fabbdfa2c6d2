"""Recipes for what is fitted to data: each can be run again, and says how it did."""
