import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth';

/** A key that signs mails of example.org, and who reads its signatures as a mail provider does. */
export function aDkimKey(selector = 'paperboy') {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const resolver = async (name: string) =>
    name === `${selector}._domainkey.example.org` ? [[`v=DKIM1; k=rsa; p=${published}`]] : [];
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    /** What a signature is worth, and the headers that it covers. */
    async verify(raw: string) {
      const { results } = await dkimVerify(Buffer.from(raw, 'latin1'), { resolver });
      const [result] = results;
      const signed = String(result?.signingHeaders?.keys)
        .toLowerCase()
        .split(/[\s:]+/);
      return { status: result?.status?.result, domain: result?.signingDomain, signed };
    },
  };
}
