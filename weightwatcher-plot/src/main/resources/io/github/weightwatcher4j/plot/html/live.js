'use strict';
(() => {
  // Only in a page that is served: loads it anew when its history has grown, as the reader left it.
  const root = document.documentElement;
  const all = selector => Array.from(document.querySelectorAll(selector));
  const foldName = it => {
    const section = it.closest('section');
    return it.id || `${section?.id} ${Array.from(section?.querySelectorAll('details') ?? []).indexOf(it)}`;
  };
  const fieldName = it => it.id || `column ${it.value}`;
  const fields = () => all('main select[id], main input');
  const order = table => {
    const head = table.querySelector('[aria-sort]');
    return head && [table.id, head.textContent, head.getAttribute('aria-sort')];
  };

  const keep = () => history.replaceState({
    y: scrollY,
    theme: root.dataset.theme,
    focus: document.activeElement?.id,
    folds: all('main details').map(it => [foldName(it), it.open]),
    fields: fields().map(it => [fieldName(it), it.type === 'checkbox' ? it.checked : it.value]),
    orders: all('table.sortable[id]').map(order).filter(it => it),
  }, '');

  const restore = kept => {
    if (kept.theme) {
      root.dataset.theme = kept.theme;
      document.getElementById('theme').textContent = kept.theme === 'dark' ? 'Light' : 'Dark';
    }
    const folds = new Map(kept.folds);
    all('main details').forEach(it => { it.open = folds.get(foldName(it)) ?? it.open; });
    const values = new Map(kept.fields);
    fields().filter(it => values.has(fieldName(it))).forEach(it => {
      it[it.type === 'checkbox' ? 'checked' : 'value'] = values.get(fieldName(it));
      it.dispatchEvent(new Event('input', {bubbles: true}));
      it.dispatchEvent(new Event('change', {bubbles: true}));
    });
    kept.orders.forEach(([id, text, direction]) => {
      const head = all(`#${id} th`).find(it => it.textContent === text);
      for (let i = 0; head && i < 2 && head.getAttribute('aria-sort') !== direction; i++) {
        head.querySelector('button').click();
      }
    });
    document.getElementById(kept.focus)?.focus({preventScroll: true});
    scrollTo(0, kept.y);
    setTimeout(() => scrollTo(0, kept.y), 200); // unfolded plots have been unpacked by then
  };

  const told = document.createElement('p');
  told.id = 'live';
  told.className = 'quiet';
  told.setAttribute('role', 'status');
  document.querySelector('header').append(told);
  const tell = text => { if (told.textContent !== text) { told.textContent = text; } };

  // What is being typed, chosen or selected would be lost.
  const isBusy = () => !getSelection().isCollapsed
    || document.activeElement?.matches('textarea, select, input:not([type=checkbox])');

  const ask = async () => {
    try {
      const answer = await fetch('/version', {cache: 'no-store'});
      const version = await answer.text();
      const newer = answer.ok && version !== root.dataset.version;
      if (newer && !isBusy()) {
        keep();
        location.reload();
        return;
      }
      tell(newer ? 'Newer analyses are shown once you leave the field or selection.'
        : answer.ok ? 'Live: follows the training.' : 'Not live now: the history cannot be read.');
    } catch {
      tell('No longer live: nobody serves this page any more.');
    }
    setTimeout(ask, 1000);
  };

  history.scrollRestoration = 'manual';
  if (history.state?.folds) { restore(history.state); }
  ask();
})();
