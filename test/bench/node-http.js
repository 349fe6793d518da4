// The same as bare-express.js without Express: what Node itself costs.
import { createServer } from 'node:http';

const spaces = new Map();
const server = createServer((request, response) => {
  const space = request.headers['x-space'];
  if (request.method !== 'PUT') {
    response.setHeader('Content-Type', 'application/json');
    return response.end(JSON.stringify(Object.values(spaces.get(space) ?? {})));
  }
  let text = '';
  request.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return request.on('end', () => {
    const provider = request.url.split('/').at(-1);
    spaces.set(space, { ...spaces.get(space), [provider]: JSON.parse(text) });
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
