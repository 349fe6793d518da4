// One message: as its reader would see it, and as it would have gone over the wire.
import { useId, useState } from 'preact/hooks';
import type { Message } from '../document/schemas.ts';
import { formatReply, formatRequest } from './format.ts';
import { Copy } from './parts.tsx';

interface Props {
  readonly message: Message;
}

const tabs = ['Message', 'On the wire'] as const;
type Tab = (typeof tabs)[number];

export function MessageView({ message }: Props) {
  const [tab, setTab] = useState<Tab>('Message');
  const id = useId();
  // As the pattern for tabs has it: arrows move, and only the chosen tab is in the tab order.
  const move = ({ key, currentTarget }: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight'].includes(key)) return;
    setTab(tab === 'Message' ? 'On the wire' : 'Message');
    const other = (currentTarget as HTMLElement).querySelector<HTMLElement>('[aria-selected=false]');
    other?.focus();
  };
  return (
    <div class="message">
      <div class="tabs" role="tablist" aria-label="Message" onKeyDown={move}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls={id}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={id} role="tabpanel" aria-label={tab}>
        {tab === 'On the wire' ? <Wire message={message} /> : <Read message={message} />}
      </div>
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
      {channel === 'mail' ? <Mail message={message} /> : <Phone message={message} />}
      <p class="code">
        <span class="quiet">One-time password</span> <code>{code}</code> <Copy text={code} label="Copy code" />
        {status === 'failed' && <span class="quiet">was not delivered</span>}
      </p>
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
