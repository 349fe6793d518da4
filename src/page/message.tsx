// One message: as its reader would see it, and as it would have gone over the wire.
import { useState } from 'preact/hooks';
import type { Message } from '../document/schemas.ts';
import { formatReply, formatRequest } from './format.ts';
import { Copy, Tabs } from './parts.tsx';

interface Props {
  readonly message: Message;
}

const tabs = [
  { id: 'read', title: 'Message' },
  { id: 'wire', title: 'On the wire' },
] as const;

export function MessageView({ message }: Props) {
  const [tab, setTab] = useState<(typeof tabs)[number]['id']>('read');
  return (
    <div class="message">
      <Tabs label="Message" tabs={tabs} chosen={tab} onChoose={setTab}>
        {tab === 'wire' ? <Wire message={message} /> : <Read message={message} />}
      </Tabs>
    </div>
  );
}

function Read({ message }: Props) {
  const { channel, code, status, error } = message;
  return (
    <>
      {error && (
        <p class="error">
          Refused by the provider: {error.code} {error.message}
        </p>
      )}
      <p class="code">
        <code>{code}</code> <Copy text={code} label="Copy code" />
        <span class="quiet">One-time password{status === 'failed' && ', not delivered'}</span>
      </p>
      {channel === 'mail' ? <Mail message={message} /> : <Phone message={message} />}
    </>
  );
}

function Phone({ message: { from, to, text, createdAt } }: Props) {
  return (
    <div class="phone">
      <p class="sender">{from === '' ? 'no sender' : from}</p>
      <p class="bubble">{text}</p>
      <p class="quiet">
        to {to} · {new Date(createdAt).toLocaleString()}
      </p>
    </div>
  );
}

function Mail({ message: { from, to, subject = '', text, createdAt } }: Props) {
  return (
    <div class="mail">
      <h4>{subject}</h4>
      <dl>
        <div>
          <dt>From</dt>
          <dd>{from === '' ? 'no sender' : from}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{to}</dd>
        </div>
        <div>
          <dt>Date</dt>
          <dd>{new Date(createdAt).toLocaleString()}</dd>
        </div>
      </dl>
      <p class="text">{text}</p>
    </div>
  );
}

function Wire({ message: { exchanges } }: Props) {
  return (
    <>
      {exchanges.map((exchange, index) => (
        <div key={index}>
          <h4>Request{exchanges.length > 1 && ` ${index + 1}`}</h4>
          <pre tabIndex={0}>{formatRequest(exchange)}</pre>
          <h4>Reply</h4>
          <pre tabIndex={0}>{formatReply(exchange)}</pre>
        </div>
      ))}
    </>
  );
}
