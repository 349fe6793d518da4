// Mutants that answer with the wrong status or at the wrong place.
import { correct } from '../backend.ts';
import { answering, instead, type Mutant } from '../mutant.ts';
import { Refused, remember } from '../quirks.ts';
import { bodies, get, put, shows, test } from '../scenario.ts';

export const statusMutants: readonly Mutant[] = [
  {
    name: 'put-twilio-answers-200',
    fault: 'A good PUT of the Twilio setting answers 200 with no body.',
    place: 'PUT twilio, response No content',
    quirks: answering('twilio', instead(200)),
    scenario: [put('twilio')],
  },
  {
    name: 'put-netgsm-answers-200-with-body',
    fault: 'A good PUT of the NetGSM setting answers 200 with the setting as its body.',
    place: 'PUT netgsm, response No content',
    quirks: answering('netgsm', (answer, call) => instead(200, JSON.stringify(call.body))(answer)),
    scenario: [put('netgsm')],
  },
  {
    name: 'put-dataport-answers-201-when-new',
    fault: 'The first PUT of a Dataport setting in a space answers 201, later ones 204.',
    place: 'PUT dataport, response No content',
    quirks: {
      ...answering('dataport', (answer, call) =>
        remember(call, 'new', () => false).value ? instead(201)(answer) : answer,
      ),
      put(call, body) {
        remember(call, 'new', () => false).value = !correct.spaceOf(call).has('dataport');
        return correct.put(call, body);
      },
    },
    scenario: [put('dataport')],
  },
  {
    name: 'put-mail-answers-202',
    fault: 'A good PUT of the mail setting answers 202.',
    place: 'PUT mail, response No content',
    quirks: answering('mail', instead(202)),
    scenario: [put('mail')],
  },
  {
    name: 'put-mail-route-missing',
    fault: 'The route of the mail setting is not there: 404.',
    place: 'PUT mail, path',
    quirks: {
      route(call) {
        const route = correct.route(call);
        if (route === 'mail') throw new Refused('path', 'There is nothing at this path.');
        return route;
      },
    },
    scenario: [put('mail')],
  },
  {
    name: 'put-netgsm-takes-post-instead',
    fault: 'The NetGSM setting is stored by POST; a PUT gets 405.',
    place: 'PUT netgsm, method',
    quirks: {
      route(call) {
        if (call.path !== '/api/otp/settings/sms/netgsm') return correct.route(call);
        if (call.method === 'POST') return 'netgsm';
        throw new Refused('method', 'This method is not allowed here.', { headers: { Allow: 'POST' } });
      },
    },
    scenario: [put('netgsm')],
  },
  {
    name: 'put-netgsm-handled-as-dataport',
    fault: 'The path of NetGSM leads to the handler of Dataport, which drops the fields that it does not know.',
    place: 'PUT netgsm, path',
    quirks: {
      route(call) {
        const route = correct.route(call);
        return route === 'netgsm' ? 'dataport' : route;
      },
    },
    scenario: shows('netgsm'),
  },
  {
    name: 'list-only-with-trailing-slash',
    fault: 'The list is only at /api/otp/settings/, with a slash at the end.',
    place: 'GET settings, path',
    quirks: {
      route(call) {
        if (call.path === '/api/otp/settings') throw new Refused('path', 'There is nothing at this path.');
        return call.path === '/api/otp/settings/' ? 'list' : correct.route(call);
      },
    },
    scenario: [get()],
  },
  {
    name: 'list-404-when-empty',
    fault: 'The list of a space without settings is 404.',
    place: 'GET settings, response 200',
    quirks: answering('list', (answer) => (answer.body === '[]' ? { status: 404 } : answer)),
    scenario: [get()],
  },
  {
    name: 'list-204-when-empty',
    fault: 'The list of a space without settings is 204.',
    place: 'GET settings, response 200',
    quirks: answering('list', (answer) => (answer.body === '[]' ? { status: 204 } : answer)),
    scenario: [get()],
  },
  {
    name: 'test-send-route-missing',
    fault: 'The route of the test send is not there: 404 with HTML.',
    place: 'POST test, path',
    quirks: {
      ...answering('test', () => ({ status: 404, headers: { 'Content-Type': 'text/html' }, body: 'Cannot POST' })),
    },
    scenario: [put('mail', { isDefault: true }), test()],
  },
  {
    name: 'test-send-by-get',
    fault: 'The test send is a GET; a POST gets 405.',
    place: 'POST test, method',
    quirks: {
      route(call) {
        if (call.path !== '/api/otp/settings/test') return correct.route(call);
        if (call.method === 'GET') return 'test';
        throw new Refused('method', 'This method is not allowed here.', { headers: { Allow: 'GET' } });
      },
    },
    scenario: [put('mail', { isDefault: true }), test()],
  },
  {
    name: 'put-twilio-redirects',
    fault: 'A PUT of the Twilio setting is stored and answered by a redirect to the list (303).',
    place: 'PUT twilio, response No content',
    quirks: answering('twilio', (answer) =>
      answer.status === 204 ? { status: 303, headers: { Location: '/api/otp/settings' } } : answer,
    ),
    scenario: [put('twilio')],
  },
  {
    name: 'put-dataport-answers-500-but-stores',
    fault: 'A good PUT of the Dataport setting stores it and then answers 500, because building the answer fails.',
    place: 'PUT dataport, response No content',
    quirks: answering('dataport', instead(500, JSON.stringify({ status: 500, error: 'Internal Server Error' }))),
    scenario: [put('dataport', bodies.dataport), get()],
  },
];
