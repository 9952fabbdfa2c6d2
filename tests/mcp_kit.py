"""What the tests of MCP share: what each tool is asked, and one call as it is posted."""

COMPLAINT = "My parcel has been stuck in Leeds for three weeks and nobody answers."
SECRET = "4111 1111 1111 1111"
ARGUMENTS = {
    "draft_reply": {"text": COMPLAINT, "channel": "x", "name": "Dana"},
    "check_text": {"text": "Calm down and read the email.", "channel": "x"},
    "triage_message": {"text": COMPLAINT, "channel": "x", "waiting": 90},
    "list_channels": {},
}
MODES = ["legacy", "auto", "2026-07-28"]
CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "check_text", "arguments": ARGUMENTS["check_text"]},
}
