// Sends one message by NetGSM's own package: node send-by-netgsm.cjs FOLDER USER PASSWORD TO [BASE]
const [, , folder, username, password, no, base] = process.argv;
const { Netgsm } = require(require.resolve('@netgsm/sms', { paths: [folder] }));

const client = new Netgsm({ username, password });
if (base) client.baseURL = base;
const payload = { msgheader: 'ACME', encoding: 'TR', messages: [{ msg: '493027 is your code.', no }] };
client.sendRestSms(payload).then(
  () => console.log('sent'),
  ({ code, description }) => {
    console.error(code, description);
    process.exitCode = 1;
  },
);
