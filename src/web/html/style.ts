/** The one style sheet. Colors have a contrast of at least 4.5 to 1 in both schemes. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: #1f2328; --soft: #59636e; --page: #f6f8fa; --sheet: #ffffff; --line: #d1d9e0; --link: #0a58b0; --button: #1a56a8;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f6fc; --soft: #9198a1; --page: #0d1117; --sheet: #151b23; --line: #3d444d; --link: #6cb0ff; --button: #1a56a8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between; }
.name { font-weight: 700; font-size: 1.25rem; text-decoration: none; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .5rem 0 1rem; }
h2 { font-size: 1.15rem; line-height: 1.35; margin: 0 0 .25rem; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 0 0 1rem; }
article p { margin: .25rem 0 .5rem; }
.soft { color: var(--soft); font-size: .9rem; }
.row a { display: inline-block; padding: .25rem 0; margin-right: 1rem; }
mark { background: none; color: inherit; font-weight: 700; }
form.stack { display: grid; gap: .35rem; max-width: 28rem; }
form.stack button { justify-self: start; margin-top: .75rem; }
form.inline { display: inline-block; margin: 0 .5rem .5rem 0; }
label { font-size: .9rem; }
header label { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
header form { display: flex; gap: .5rem; }
input, select { font: inherit; color: var(--ink); background: var(--sheet); border: 1px solid var(--soft); border-radius: .35rem; padding: .5rem; min-width: 0; }
button { font: inherit; color: #fff; background: var(--button); border: 1px solid var(--button); border-radius: .35rem; padding: .55rem 1rem; min-height: 2.75rem; cursor: pointer; }
.trap { position: absolute; left: -100vw; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem; }
nav.days { display: flex; justify-content: space-between; gap: 1rem; margin: 0 0 1rem; }
@media (max-width: 30rem) { header form { width: 100%; } header input { flex: 1; } }
@media print { header form, footer, nav.days { display: none; } }
`;
