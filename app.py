"""Open Tactful in the browser, on a ready example: `python app.py`."""

from assistant.api import serve
from assistant.settings import get_settings

if __name__ == "__main__":
    serve(get_settings())
