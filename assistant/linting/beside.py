"""Let another process do a part of the work, where the system can fork."""

import json
import os
import threading
from collections.abc import Callable
from typing import Any

Work = Callable[[], Any]


def can_fork() -> bool:
    """Say whether a second process would help, and is safe to make.

    Other systems than Linux have libraries that break in a forked process, and so do
    threads everywhere.
    """
    return (
        hasattr(os, "fork")
        and hasattr(os, "sched_getaffinity")
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
    )


def beside(work: Work) -> Work:
    """Start `work` in a process of its own, and return what waits for its answer.

    The answer is made of what JSON knows. Where the process dies without one, the work
    is done here.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)

    def wait() -> Any:
        with open(reading, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(process, 0)
        return json.loads(answer) if status == 0 else work()

    return wait


def _answer(work: Work, writing: int) -> None:
    """Write the answer and end this process, whatever happens."""
    status = 1
    try:
        answer = json.dumps(work()).encode()
        with open(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    finally:
        os._exit(status)
