# Sends one message by Twilio as a Python backend does, by requests: python3 send_sms.py SID TOKEN TO
import sys

import requests

sid, token, to = sys.argv[1:]
response = requests.post(
    f"https://api.twilio.com/2010-04-01/Accounts/{sid}/Messages.json",
    auth=(sid, token),
    data={"To": to, "From": "+15005550006", "Body": "493027 is your code."},
    timeout=10,
)
try:
    response.raise_for_status()
except requests.HTTPError as error:
    sys.exit(f"{error}: {response.json()['code']}")
print("sent")
