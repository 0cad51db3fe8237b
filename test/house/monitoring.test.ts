import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { METRICS, type MetricSpec } from '../../src/monitoring/metric-names.ts';

const DEPLOY = resolve(import.meta.dirname, '../../deploy');
const read = (file: string) => readFileSync(join(DEPLOY, file), 'utf8');
const metrics: Readonly<Record<string, MetricSpec>> = METRICS;

/** The names in an expression of Prometheus that can only be metrics, with the labels that it asks of each. */
function namesIn(expression: string): string[] {
  return expression.match(/\b(?:paperboy|process|nodejs)_\w+/g) ?? [];
}

function specOf(name: string): MetricSpec | undefined {
  const [histogram] = name.split(/_(?:bucket|sum|count)$/, 1);
  const spec = metrics[histogram ?? ''];
  return spec?.kind === 'histogram' ? spec : metrics[name];
}

function problemsOf(expression: string): string[] {
  const used = namesIn(expression);
  const known = new Set(used.flatMap((name) => specOf(name)?.labels ?? []));
  const selected = [...expression.matchAll(/[{,]\s*(\w+)\s*[!=]/g)].map(([, label = '']) => label);
  const grouped = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const labels = [...selected, ...grouped].filter((label) => !known.has(label) && label !== 'le');
  return [
    ...used.filter((name) => !specOf(name)).map((name) => `${name} does not exist`),
    ...(expression.startsWith('up{') ? [] : labels.map((label) => `${label} is no label in ${expression}`)),
  ];
}

interface Rules {
  readonly groups: ReadonlyArray<{ readonly rules: ReadonlyArray<{ alert: string; expr: string }> }>;
}
interface Dashboard {
  readonly panels: ReadonlyArray<{
    readonly title: string;
    readonly gridPos: { x: number; y: number; w: number; h: number };
    readonly targets: ReadonlyArray<{ readonly expr: string; readonly legendFormat: string }>;
  }>;
}

const { groups } = parse(read('prometheus/alerts.yaml')) as Rules;
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read('grafana/paperboy.json')) as Dashboard;
const targets = panels.flatMap((panel) => panel.targets);

describe('the dashboard and the alert rules', () => {
  it('ask only for metrics and labels that exist', () => {
    const expressions = [...alerts, ...targets].map(({ expr }) => expr);
    expect(expressions.length).toBeGreaterThan(20);
    expect(expressions.flatMap(problemsOf)).toEqual([]);
    expect(problemsOf('sum by (planet) (paperboy_votes_total{action="up"})')).toHaveLength(1);
    expect(problemsOf('paperboy_gone')).toHaveLength(1);
  });

  it('show every metric but the start of the process', () => {
    const shown = new Set(targets.flatMap(({ expr }) => namesIn(expr)).map((name) => specOf(name)));
    const missing = Object.keys(metrics).filter((name) => !shown.has(metrics[name]));
    expect(missing).toEqual(['process_start_time_seconds']);
  });

  it('name in a legend only labels that the expression keeps', () => {
    const wrong = targets.flatMap(({ expr, legendFormat }) => {
      const labels = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      const [, grouped] = /by \(([^)]*)\)/.exec(expr) ?? [];
      const shown = grouped?.split(/,\s*/) ?? namesIn(expr).flatMap((name) => specOf(name)?.labels ?? []);
      return labels.filter((label) => !shown.includes(label)).map((label) => `${label}: ${expr}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has panels side by side, and none over another', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe.skipIf(!hasPromtool)('promtool', () => {
  it.each([
    ['check', 'rules', 'alerts.yaml'],
    ['check', 'config', 'prometheus.yaml'],
    ['test', 'rules', 'alerts.test.yaml'],
  ])('accepts: %s %s %s', (...args) => {
    const { status, stdout, stderr } = spawnSync('promtool', args, {
      cwd: join(DEPLOY, 'prometheus'),
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
  });
});
