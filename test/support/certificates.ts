import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its certificate, which it has signed itself, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];

/** For a host, as who runs a small server makes it with OpenSSL; no key is stored beyond the test. */
export function aCertificate(host: string): Certificate {
  return inFolder((run) => {
    const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    run('req', '-x509', ...NEW_KEY, '-out', 'cert.pem', '-days', '2', ...names);
  });
}

/** What OpenSSL needs to know to sign for days that are over. */
const AUTHORITY = `
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = names
[names]
commonName = supplied
`;

/** One that has expired. */
export function anOldCertificate(host: string): Certificate {
  return inFolder((run, folder) => {
    writeFileSync(join(folder, 'ca.cnf'), AUTHORITY);
    writeFileSync(join(folder, 'index.txt'), '');
    run('req', ...NEW_KEY, '-out', 'request.pem', '-subj', `/CN=${host}`);
    const days = ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z'];
    const files = ['-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem'];
    run('ca', '-config', 'ca.cnf', '-batch', '-notext', '-selfsign', ...files, ...days);
  });
}

function inFolder(make: (run: (...args: string[]) => void, folder: string) => void): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-certificate-'));
  try {
    make((...args) => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }), folder);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { key: read('key.pem'), cert: read('cert.pem') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
