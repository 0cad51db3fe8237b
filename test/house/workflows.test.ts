import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workflowProblems } from './workflow-rules.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const files = readdirSync(WORKFLOWS);
const ci = readFileSync(join(WORKFLOWS, 'ci.yml'), 'utf8');
const script = readFileSync(join(ROOT, '.ci/run'), 'utf8');

describe('the workflows', () => {
  it.each(files)('%s has the least permissions, and actions pinned by digest', (file) => {
    expect(workflowProblems(readFileSync(join(WORKFLOWS, file), 'utf8'))).toEqual([]);
  });

  it('and the rules do bite', () => {
    const changed = (from: string | RegExp, to: string) => {
      const text = ci.replace(from, to);
      expect(text).not.toBe(ci);
      return workflowProblems(text);
    };
    expect(changed(/^permissions:\n {2}contents: read\n/m, '')).toHaveLength(1);
    expect(changed('contents: read', 'contents: write')).not.toEqual([]);
    expect(changed('contents: read', 'contents: read\n  packages: write')).not.toEqual([]);
    expect(changed('    timeout-minutes: 30\n', '')).toHaveLength(1);
    expect(changed(/@[0-9a-f]{40} # v/, '@v')).toHaveLength(1);
    expect(changed(/@[0-9a-f]{40} #/, '@main #')).toHaveLength(1);
    expect(changed(/@[0-9a-f]{40} # v7\.0\.1/, `@${'0'.repeat(40)}`)).toHaveLength(1);
    expect(changed(/persist-credentials: false/, 'fetch-depth: 1')).toHaveLength(1);
    expect(changed('pull_request:', 'pull_request_target:')).toHaveLength(1);
    expect(changed('run: bash .ci/run', `run: echo \${{ github.head_ref }}`)).toHaveLength(1);
  });

  it('publish a CycloneDX list of what runs with the bot', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts.sbom).toBe('npm sbom --sbom-format cyclonedx --omit dev');
    expect(script).toContain('npm run --silent sbom >sbom.cdx.json');
    expect(ci).toContain('path: sbom.cdx.json');
  });
});

describe('the audits of continuous integration', () => {
  const audit = /^audit\(\) \{\n[\s\S]*?\n\}\n/m.exec(script)?.[0] ?? '';
  const run = (answer: string, code: number) =>
    spawnSync('bash', ['-euo', 'pipefail', '-c', `${audit}\naudit it sh -c '${answer}; exit ${code}'`], {
      encoding: 'utf8',
    });

  it('look for known holes and at signatures', () => {
    expect(script).toMatch(/^audit .* npm audit --omit=dev --audit-level=high$/m);
    expect(script).toMatch(/^audit .* npm audit signatures$/m);
  });

  it.each([
    'npm error audit endpoint returned an error',
    'npm error found no dependencies to audit that were installed from a supported registry',
    'npm error code ENOTFOUND',
  ])('pass with a warning where the registry cannot answer: %s', (answer) => {
    const { status, stdout } = run(`echo ${answer}`, 1);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('warning: ') });
  });

  it.each(['1 package has an invalid registry signature', 'evil: a hole in the handling of ENOTFOUND'])(
    'fail for a finding: %s',
    (answer) => {
      const { status, stdout } = run(`echo "${answer}"`, 1);
      expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(answer) });
    },
  );
});

describe('SECURITY.md', () => {
  const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

  it('says how to report, how soon an answer comes, and which versions are supported', () => {
    expect(text).toMatch(/^## Reporting/m);
    expect(text).toContain('Report a vulnerability');
    expect(text).toMatch(/within \w+ days/);
    expect(text).toMatch(/^## Supported versions/m);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(text).toContain(`| ${version.replace(/\d+$/, 'x')} `);
  });
});
