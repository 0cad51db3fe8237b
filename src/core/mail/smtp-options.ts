/** How the mail server is talked to, as it may be said behind the `?` of its address. */
export interface SmtpOptions {
  /** Our own name, which the server is greeted with. */
  readonly name?: string;
  /** The IP address of this machine to connect from. */
  readonly localAddress?: string;
  readonly authMethod?: string;
  /** Whether nothing is sent before STARTTLS, be there a password or not: an operator who says `false` lets a password go out in the clear. */
  readonly requireTLS?: boolean;
  /** The name that the certificate is for, where the address has another one. */
  readonly tls?: { readonly servername: string };
}

const HOST = /^[\w.:-]{1,253}$/;

/**
 * Those of nodemailer's options that a server may need. Others would switch TLS or the check of the certificate off for good, write the
 * password into the log, or change what the ledger relies on.
 */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['name', HOST],
  ['localAddress', HOST],
  ['authMethod', /^(?:PLAIN|LOGIN|CRAM-MD5)$/],
  ['requireTLS', /^(?:true|false)$/],
  ['tls.servername', HOST],
]);

/** The options in the address of a mail server; `undefined` where one is not known, is there twice or has another value. */
export function readSmtpOptions(address: string): SmtpOptions | undefined {
  const given = [...new URL(address).searchParams];
  const options = new Map(given);
  const areKnown = given.every(([name, value]) => VALUES.get(name)?.test(value));
  if (!areKnown || options.size < given.length) return undefined;
  const { requireTLS, 'tls.servername': servername, ...others } = Object.fromEntries(options);
  return {
    ...others,
    ...(requireTLS === undefined ? {} : { requireTLS: requireTLS === 'true' }),
    ...(servername === undefined ? {} : { tls: { servername } }),
  };
}
