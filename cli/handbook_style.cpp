#include "cli/handbook_style.h"

namespace mou {

// Links are underlined faintly, as nearly every sentence has one. On wide screens the contents stand beside the text.
const char* const handbook_style = R"(
:root { color-scheme: light; --ink: #1b1b1b; --soft: #505050; --line: #c9ced3; --tint: #f4f6f8; --link: #0b4f8a; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 16px/1.55 Georgia, "Times New Roman", "Liberation Serif", serif; color: var(--ink); background: #fff;
  margin: 0 auto; padding: 0 1rem 3rem; max-width: 46rem; }
h1, h2, h3, h4, h5, .meta, .about, .label, nav, dl, footer, table, .tag { font-family: "Segoe UI", "Helvetica Neue",
  "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 2rem; line-height: 1.2; margin: .4rem 0 1.2rem; }
h2 { font-size: 1.45rem; margin: 0; }
h3 { font-size: 1.15rem; margin: 0; }
h4, h5 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--link); text-decoration: underline; text-decoration-color: #9db9d2; text-underline-offset: .15em; }
a:hover, a:focus { text-decoration-color: currentcolor; }
:target { background: #fff6d6; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; z-index: 1; }
.cover { padding: 3rem 0 1.5rem; border-bottom: 3px solid var(--ink); margin-bottom: 1.5rem; }
.cover .kind { text-transform: capitalize; color: var(--soft); margin: 0; font-size: 1.1rem; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem 1.5rem; margin: 0 0 1.2rem; }
dt { color: var(--soft); } dd { margin: 0; }
nav { font-size: .92rem; }
nav ol { list-style: none; margin: .5rem 0; padding: 0; }
nav li { padding: .12rem 0 .12rem 1.2rem; text-indent: -1.2rem; break-inside: avoid; }
nav .d0 { font-weight: 600; margin-top: .35rem; }
nav .d1 { margin-left: 1.2rem; } nav .d2 { margin-left: 2.2rem; } nav .d3 { margin-left: 3.2rem; }
nav a { text-decoration: none; } nav a:hover, nav a:focus { text-decoration: underline; }
.d0.clause { border-top: 2px solid var(--ink); padding-top: .8rem; margin-top: 2.8rem; }
.d1.clause { margin-top: 1.9rem; } .d2.clause, .d3.clause { margin-top: 1.4rem; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1.5rem; }
.meta, .about, .label { color: var(--soft); font-size: .82rem; margin: 0; }
.scope { font-style: italic; }
.def, .line, .example, .question { margin: .8rem 0; }
.def p:first-child, .line p { margin: 0; }
dfn { font-style: normal; font-weight: 700; }
ul { margin: .2rem 0 .3rem; padding-left: 1.4rem; } li { margin: .18rem 0; }
.example, .question { border-left: 4px solid #8a9aa8; background: var(--tint); padding: .6rem .9rem; }
.question { border-left-color: #a3680a; background: #fdf8ee; }
.label { font-weight: 600; letter-spacing: .02em; }
.tag { font-size: .75rem; color: #7a4a00; border: 1px solid #c89a4a; border-radius: .2rem; padding: 0 .3rem;
  white-space: nowrap; }
.other { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: .88rem; margin: .5rem 0 .7rem;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { padding: .25rem .6rem .25rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 600; } tbody tr + tr > * { border-top: 1px solid var(--line); }
.example table { margin-bottom: 0; }
td.number, th.number { text-align: right; padding-right: 0; padding-left: .6rem; }
td.number { white-space: nowrap; }
.scroll { overflow-x: auto; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .6rem; font-size: .8rem; color: var(--soft);
  overflow-wrap: anywhere; }
@media (min-width: 40rem) and (max-width: 71.99rem) { nav ol { columns: 2; column-gap: 2rem; } }
@media screen and (min-width: 72rem) {
  body { display: grid; grid-template-columns: 20rem minmax(0, 46rem); column-gap: 3rem; justify-content: center;
    max-width: none; }
  .cover, footer { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 0; align-self: start; height: 100vh;
    overflow-y: auto; padding: 1.5rem 1rem 1.5rem 0; border-right: 1px solid var(--line); }
  nav h2 { font-size: 1.1rem; }
  nav .d2, nav .d3 { display: none; }
  main { grid-column: 2; }
}
@page { margin: 20mm 18mm; @bottom-right { content: counter(page); font: 9pt sans-serif; } }
@page :first { @bottom-right { content: none; } }
@media print {
  body { font-size: 10.5pt; padding: 0; max-width: none; }
  a { color: inherit; text-decoration: none; }
  .skip { display: none; }
  .cover { padding-top: 45mm; border: 0; break-after: page; }
  nav { break-after: page; font-size: 9pt; } nav li { padding-top: 0; padding-bottom: 0; } nav ol { columns: 2; column-gap: 10mm; } nav .d2, nav .d3 { display: none; }
  h1 { font-size: 26pt; } h2, h3, h4, h5, .head, .label { break-after: avoid; }
  .d0.clause { margin-top: 9mm; }
  .appendix { break-before: page; }
  thead { display: table-header-group; }
  tr, .example, .question, .line, li { break-inside: avoid; }
  .scroll { overflow: visible; }
  .wide { font-size: 8.5pt; }
  .example, .question { background: none; }
  :target { background: none; }
  p { orphans: 3; widows: 3; }
}
)";

}  // namespace mou
