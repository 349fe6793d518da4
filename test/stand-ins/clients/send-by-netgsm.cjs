// Sends one message by NetGSM's own package: node send-by-netgsm.cjs send|otp FOLDER USER PASSWORD TO [BASE]
const [, , way, folder, username, password, no, base] = process.argv;
const { Netgsm } = require(require.resolve('@netgsm/sms', { paths: [folder] }));

const client = new Netgsm({ username, password });
if (base) client.baseURL = base;
const [msgheader, msg] = ['ACME', '493027 is your code.'];
const sent =
  way === 'otp'
    ? client.sendOtpSms({ msgheader, msg, no })
    : client.sendRestSms({ msgheader, encoding: 'TR', messages: [{ msg, no }] });
sent.then(
  () => console.log('sent'),
  ({ code, description }) => {
    console.error(code, description);
    process.exitCode = 1;
  },
);
