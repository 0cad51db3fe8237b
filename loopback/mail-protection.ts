import type { SMTPServerOptions } from 'smtp-server';

/** Who may send: a name with its password. */
export interface MailLogin {
  readonly user: string;
  readonly password: string;
}

/** How a mail server protects itself. Without any of it it takes mails in the clear from everybody. */
export interface MailProtection {
  /** A key and its certificate in PEM, and whether TLS begins with the connection (`smtps`) or on request (STARTTLS). */
  readonly tls?: { readonly key: string; readonly cert: string; readonly begins: 'at once' | 'on request' };
  readonly login?: MailLogin;
  /** Hears of each attempt to log in. */
  onLogin?(attempt: MailLogin & { readonly isRight: boolean; readonly isSecure: boolean }): void;
}

/** What every mail server on loopback has, with the protection that it is given. */
export function toServerOptions({ tls, login, onLogin }: MailProtection): SMTPServerOptions {
  return {
    ...{ logger: false, disableReverseLookup: true, closeTimeout: 100 },
    ...(tls ? { key: tls.key, cert: tls.cert, secure: tls.begins === 'at once' } : {}),
    authOptional: login === undefined,
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    onAuth({ username: user = '', password: given }, { secure: isSecure }, done) {
      const password = given ?? '';
      const isRight = user === login?.user && password === login.password;
      onLogin?.({ user, password, isRight, isSecure });
      if (isRight) done(null, { user });
      // As a careless server does: the answer repeats what it got.
      else done(Object.assign(new Error(`5.7.8 wrong password ${password}`), { responseCode: 535 }));
    },
  };
}
