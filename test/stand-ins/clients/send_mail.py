# Sends one mail as a Python backend does, by its standard library: python3 send_mail.py HOST PORT STRATEGY USER PASSWORD
import smtplib
import ssl
import sys
from email.message import EmailMessage

host, port, strategy, user, password = sys.argv[1:]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE

message = EmailMessage()
message["From"] = "otp@acme.example"
message["To"] = "ada@acme.example"
message["Subject"] = "Tek kullanımlık şifreniz"
message.set_content("493027 tek kullanımlık şifrenizdir.")

if strategy == "SMTPS":
    client = smtplib.SMTP_SSL(host, int(port), timeout=10, context=context)
else:
    client = smtplib.SMTP(host, int(port), timeout=10)
    if strategy == "SMTP_TLS":
        client.starttls(context=context)
with client:
    client.login(user, password)
    client.send_message(message)
print("sent")
