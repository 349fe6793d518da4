// What people write by hand: Express, a map, no validation, no session, nothing kept.
import express from 'express';

const spaces = new Map();
const messages = [];
const app = express();
app.use(express.json());
app.put('/api/otp/settings/:channel/:provider', (request, response) => {
  const space = request.get('X-Space');
  const settings = spaces.get(space) ?? {};
  spaces.set(space, { ...settings, [request.params.provider]: request.body });
  response.status(204).end();
});
app.get('/api/otp/settings', (request, response) => {
  response.json(Object.values(spaces.get(request.get('X-Space')) ?? {}));
});
app.post('/api/otp/settings/test', (request, response) => {
  messages.push({ space: request.get('X-Space'), at: new Date() });
  response.status(204).end();
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
