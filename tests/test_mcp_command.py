"""The command serves MCP to the program that starts it."""

import json
import subprocess
import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp_kit import ARGUMENTS, CALL, MODES

from assistant.api.tools import TOOLS


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_mcp_command_serves_the_program_that_starts_it(mode, engine):
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp", "--model", "none"]
    )

    async def run():
        async with Client(command, mode=mode) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            good = await client.call_tool("check_text", ARGUMENTS["check_text"])
            bad = await client.call_tool("check_text", {"text": "a"})
            return tools, good, bad

    tools, good, bad = anyio.run(run)
    assert tools == list(TOOLS)
    assert good.structured_content["ready"] is False
    assert bad.is_error


@pytest.mark.slow
def test_mcp_command_writes_nothing_but_the_protocol():
    asked = [CALL | {"method": "ping", "params": {}}, "no JSON", CALL]
    lines = "".join(f"{json.dumps(one)}\n" for one in asked)
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "mcp", "--model", "none"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in run.stdout.splitlines())
    assert "Traceback" not in run.stderr
