// Sends one message by Twilio's own package: node send-by-twilio.cjs FOLDER SID TOKEN TO
const [, , folder, sid, token, to] = process.argv;
const twilio = require(require.resolve('twilio', { paths: [folder] }));

twilio(sid, token)
  .messages.create({ to, from: '+15005550006', body: '493027 is your code.' })
  .then(
    () => console.log('sent'),
    (error) => {
      console.error(error.constructor.name, error.code);
      process.exitCode = 1;
    },
  );
