import { type FormEvent, useState } from 'react';
import type { MailView } from '../protocol.ts';
import { texts } from './texts.ts';
import { useDo } from './use-playground.ts';

/** A person's inbox, with the form that signs them up, and the feed beside it. */
export function MailPane({ view }: { readonly view: MailView }) {
  const [wanted, setWanted] = useState<number>();
  const open = view.mails.find(({ id }) => id === wanted) ?? view.mails[0];
  return (
    <>
      <header className="pane-head titled">
        <h2>{texts.mail()}</h2>
        <nav aria-label={texts.webPages()}>
          <a href={view.url} target="_blank" rel="noreferrer">
            {texts.webPage()}
          </a>
          <a href={`${view.url}/feed.xml`} target="_blank" rel="noreferrer">
            {texts.feed()}
          </a>
        </nav>
      </header>
      <div className="inbox">
        <SignUp />
        <ul className="mails" aria-label={texts.inbox()}>
          {view.mails.map(({ id, subject, from }) => (
            <li key={id}>
              <button type="button" aria-current={id === open?.id || undefined} onClick={() => setWanted(id)}>
                <b>{subject}</b> <small>{from}</small>
              </button>
            </li>
          ))}
        </ul>
        {open ? (
          // The mail's own document: no script runs in it, and its links open in a new tab.
          <iframe
            key={open.id}
            title={texts.mailTitle({ subject: open.subject })}
            src={`/mail/${open.id}`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
        ) : (
          <p className="empty">{texts.noMail()}</p>
        )}
        <section className="feed" aria-label={texts.feed()}>
          <h3>{texts.feed()}</h3>
          <ol>
            {view.feed.map(({ title, url }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noreferrer">
                  {title}
                </a>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

function SignUp() {
  const act = useDo();
  const [address, setAddress] = useState('ada@example.org');
  const [isSent, setIsSent] = useState(false);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsSent(await act({ kind: 'mail-sign-up', address }));
  }
  return (
    <form className="sign-up" onSubmit={(event) => void send(event)}>
      <label>
        <span className="label">{texts.address()}</span>{' '}
        <input
          type="email"
          required
          maxLength={254}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
        />
      </label>
      <button type="submit">{texts.subscribe()}</button>
      <span role="status">{isSent ? texts.confirmationSent() : ''}</span>
    </form>
  );
}
