import type { Page } from 'playwright-core';

/** Something that the keyboard reaches, as the browser has it. */
export interface Stop {
  /** Its place among all elements of the page. */
  readonly at: number;
  readonly what: string;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** All of it is in the window. */
  readonly isSeen: boolean;
  readonly outline: { readonly style: string; readonly width: number };
  /** Between the outline and what is behind it. */
  readonly contrast: number;
}

export interface Controls {
  /** In the order of the document. */
  readonly controls: readonly Stop[];
  /** What has the focus. */
  readonly active?: Stop;
  /** It is what the page is about, or below that. */
  readonly isPastHeader: boolean;
}

/** What has to differ from what is behind it. */
export interface Shown {
  readonly what: string;
  readonly contrast: number;
  /** What it has to be at least (WCAG 2.2, 1.4.3 and 1.4.11). */
  readonly least: number;
}

export interface Colors {
  /** From 0, black, to 1. */
  readonly page: number;
  readonly scheme: string;
  readonly shown: readonly Shown[];
}

/** By the formulas of WCAG 2.2. */
const TOOLS = String.raw`
  const toRgb = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const toLuminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const isOpaque = (rgb) => rgb.length === 3 || rgb[3] === 1;
  const findBackground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const rgb = toRgb(getComputedStyle(at).backgroundColor);
      if (isOpaque(rgb)) return rgb;
    }
    return [255, 255, 255];
  };
  const compare = (one, two) => {
    const [a, b] = [toLuminance(one), toLuminance(two)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const name = (element) =>
    element.tagName.toLowerCase() + ' ' + (element.name || element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40));
`;

const STOPS = `
  ${TOOLS}
  const all = [...document.querySelectorAll('*')];
  const describe = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return {
      at: all.indexOf(element),
      what: name(element),
      box: { x: x + scrollX, y: y + scrollY, width, height },
      isSeen: width > 1 && height > 1 && x >= 0 && y >= 0 && x + width <= innerWidth + 1 && y + height <= innerHeight + 1,
      outline: { style: outlineStyle, width: parseFloat(outlineWidth) },
      contrast: compare(toRgb(outlineColor), findBackground(element.parentElement ?? element)),
    };
  };
  const active = document.activeElement;
  const focused = active === document.body || active === null ? undefined : describe(active);
`;

const CONTROLS = `(() => {
  ${STOPS}
  const isControl = (element) =>
    element.matches('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]') &&
    !element.disabled &&
    !element.closest('[aria-hidden=true]');
  return {
    controls: all.filter(isControl).map(describe),
    active: focused,
    isPastHeader: active !== null && active.closest('main, footer') !== null,
  };
})()`;

const COLORS = `(() => {
  ${TOOLS}
  const shown = [];
  for (const element of document.querySelectorAll('body, body *')) {
    const { color, fontSize, fontWeight, borderTopColor, borderTopWidth, clipPath } = getComputedStyle(element);
    const { x, width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || x < 0 || clipPath !== 'none') continue;
    const behind = findBackground(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    const isField = element.matches('input:not([type=hidden]), select');
    const size = parseFloat(fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    if (hasText || isField) shown.push({ what: name(element), contrast: compare(toRgb(color), behind), least: isLarge ? 3 : 4.5 });
    if (isField && parseFloat(borderTopWidth) > 0)
      shown.push({
        what: 'border of ' + name(element),
        contrast: compare(toRgb(borderTopColor), findBackground(element.parentElement)),
        least: 3,
      });
  }
  return {
    page: toLuminance(findBackground(document.body)),
    scheme: getComputedStyle(document.documentElement).colorScheme,
    shown,
  };
})()`;

/** What the keyboard can reach on a page, and where it is: asked of the browser, which runs no script of the page. */
export function probe(page: Page): Promise<Controls> {
  return page.evaluate(CONTROLS);
}

/** What has the focus. */
export function readFocus(page: Page): Promise<Stop | undefined> {
  return page.evaluate(`(() => { ${STOPS} return focused; })()`);
}

/** The colors of a page as the browser has computed them. */
export function readColors(page: Page): Promise<Colors> {
  return page.evaluate(COLORS);
}
