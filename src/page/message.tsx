// One message: as its reader would see it, and as it would have gone over the wire.
import type { Message } from '../document/schemas.ts';
import { act, deleteMessage } from './actions.ts';
import { formatReply, formatRequest } from './format.ts';
import { Icon } from './icons.tsx';
import type { Model } from './model.ts';
import { Copy, Tabs } from './parts.tsx';
import { saveAs } from './save-as.ts';

interface Props {
  readonly model: Model;
  readonly message: Message;
}

const tabs = [
  { id: '', title: 'Message' },
  { id: 'wire', title: 'On the wire' },
] as const;

export function MessageView({ model, message }: Props) {
  const { view } = model.place.value;
  return (
    <div class="message">
      <Tabs label="Message" tabs={tabs} chosen={view} onChoose={(each) => void model.go({ view: each })}>
        {view === 'wire' ? <Wire message={message} /> : <Read model={model} message={message} />}
      </Tabs>
    </div>
  );
}

function Read({ model, message }: Props) {
  const { channel, code, status, error, received, requestedBy } = message;
  return (
    <>
      {received && <p class="quiet">Received from a client{requestedBy !== '' && <>, for {requestedBy}</>}</p>}
      {error && (
        <div class="error">
          <p>
            Refused by the provider: {error.code} {error.message}
          </p>
          {error.rule !== undefined && <p>{error.rule}</p>}
        </div>
      )}
      <p class="code">
        {code !== '' && (
          <>
            <code>{code}</code> <Copy text={code} label="Copy code" />
          </>
        )}
        <Files model={model} message={message} />
        <span class="quiet">
          {code === '' ? 'No one-time password in the text' : 'One-time password'}
          {status === 'failed' && ', not delivered'}
        </span>
      </p>
      {channel === 'mail' ? <Mail message={message} /> : <Phone message={message} />}
    </>
  );
}

function Files({ model, message }: Props) {
  const { name, content } = fileOf(message);
  return (
    <>
      <button type="button" onClick={() => saveAs(name, content)}>
        Save as {name.slice(name.lastIndexOf('.'))}
      </button>
      <button
        type="button"
        class="small destructive"
        aria-label="Delete this message"
        title="Delete this message"
        onClick={() => void act(model, 'outbox', () => deleteMessage(model, message))}
      >
        <Icon name="remove" />
      </button>
    </>
  );
}

/** A mail as it would have gone out, or the text of an SMS. */
function fileOf({ id, text, exchanges }: Message): { readonly name: string; readonly content: Blob } {
  const mail = exchanges.map(({ request }) => request).find((request) => request.protocol === 'smtp');
  return mail
    ? { name: `${id}.eml`, content: new Blob([mail.message], { type: 'message/rfc822' }) }
    : { name: `${id}.txt`, content: new Blob([text], { type: 'text/plain' }) };
}

type Shown = Pick<Props, 'message'>;

function Phone({ message: { from, to, text, createdAt } }: Shown) {
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

function Mail({ message: { from, to, subject = '', text, createdAt } }: Shown) {
  return (
    <div class="mail">
      <h3>{subject}</h3>
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

function Wire({ message: { exchanges } }: Shown) {
  return (
    <>
      {exchanges.map((exchange, index) => (
        <div key={index}>
          <h3>Request{exchanges.length > 1 && ` ${index + 1}`}</h3>
          <pre tabIndex={0}>{formatRequest(exchange)}</pre>
          <h3>Reply</h3>
          <pre tabIndex={0}>{formatReply(exchange)}</pre>
        </div>
      ))}
    </>
  );
}
