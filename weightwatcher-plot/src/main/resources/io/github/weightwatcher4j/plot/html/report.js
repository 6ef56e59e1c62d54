'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const data = () => (data.read ??= JSON.parse($('data').textContent));

  // Colours: as the system has them until the reader chooses.
  const theme = $('theme');
  const root = document.documentElement;
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark.matches);
  const nameTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  });
  systemIsDark.addEventListener('change', nameTheme);
  nameTheme();
  theme.hidden = false;

  // Saving as a file.
  const csvCell = value => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const save = (name, rows) => {
    const text = rows.map(row => row.map(csvCell).join(',') + '\r\n').join('');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
    link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, '-') + '.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // Tables are ordered by a click on a heading.
  const value = (cell, isNumber) => {
    if (!isNumber) { return cell.textContent.trim(); }
    const text = cell.dataset.value ?? cell.textContent;
    return text === '' ? null : Number(text);
  };
  const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'en', {numeric: true}));

  const sort = (table, rows, head) => {
    const up = head.getAttribute('aria-sort') !== 'ascending';
    const isNumber = head.dataset.sort === 'number';
    const keys = new Map(rows.map(row => [row, value(row.cells[head.cellIndex], isNumber)]));
    const ordered = rows.slice().sort((a, b) => {
      const left = keys.get(a);
      const right = keys.get(b);
      if (left === null || right === null) { return (left === null) - (right === null); }
      return up ? compare(left, right) : compare(right, left);
    });
    table.tBodies[0].append(...ordered);
    table.querySelectorAll('[aria-sort]').forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  };
  document.querySelectorAll('table.sortable').forEach(table => {
    const rows = Array.from(table.tBodies[0].rows);
    Array.from(table.tHead.rows[0].cells).forEach(head => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => sort(table, rows, head));
      head.append(button);
    });
  });

  // Plots are packed until they are unfolded first.
  const unpack = packed => {
    const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(stream).text();
  };
  const fillPlots = async section => {
    const packed = section.dataset.plots;
    if (packed === undefined) { return false; }
    delete section.dataset.plots;
    const plots = document.createElement('template');
    plots.innerHTML = await unpack(packed);
    section.append(plots.content);
    return true;
  };

  // What is printed is opened: a folded section for the time of printing, its plots if it has them.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('main details:not([open], .chooser)'));
    folded.forEach(section => { section.open = true; });
  });
  addEventListener('afterprint', () => {
    folded.forEach(section => { section.open = false; });
    folded = [];
  });
  const onUnfold = (section, fill) =>
    section.addEventListener('toggle', () => section.open && !folded.includes(section) && fill(section));

  // A training: its steps, and the spectra of its layers over them.
  const stepTable = $('step-table');
  if (stepTable) {
    const steps = Array.from(stepTable.tBodies[0].rows);
    const filterSteps = () => {
      const finding = $('step-finding').value;
      let shown = 0;
      steps.forEach(row => {
        const types = row.dataset.types.split(' ').filter(type => type);
        const found = !finding || (finding === 'any' ? types.length > 0
          : finding === 'none' ? types.length === 0 : types.includes(finding));
        row.hidden = !found || ($('step-new').checked && !row.querySelector('.tag'));
        shown += !row.hidden;
      });
      $('step-count').textContent = `${shown} of ${steps.length} analyses`;
    };
    ['step-finding', 'step-new'].forEach(id => $(id).addEventListener('input', filterSteps));
    $('step-csv').addEventListener('click', () => {
      const training = JSON.parse($('training-data').textContent);
      save(training.model + '-training', [training.columns.map(column => column.key), ...training.steps]);
    });
    document.querySelectorAll('#spectra details').forEach(layer => onUnfold(layer, fillPlots));
    $('step-controls').hidden = false;
    filterSteps();
  }

  // Models side by side: what changed, and the spectra of each layer over each other.
  const compared = $('compare-table');
  if (compared) {
    const lines = Array.from(compared.tBodies[0].rows);
    const filterCompared = () => {
      const text = $('compare-text').value.trim().toLowerCase();
      const kind = $('compare-kind').value;
      let shown = 0;
      lines.forEach(line => {
        const kinds = line.dataset.kinds.split(' ').filter(one => one);
        const seen = line.cells[0].textContent.toLowerCase().includes(text) && (!kind || kinds.includes(kind)) &&
          (!$('compare-changed').checked || kinds.length > 0);
        line.hidden = $('layer-' + line.dataset.row).hidden = !seen;
        shown += seen;
      });
      $('compare-count').textContent = `${shown} of ${lines.length} layers`;
    };
    ['compare-text', 'compare-kind', 'compare-changed'].forEach(id => $(id).addEventListener('input', filterCompared));
    $('compare-csv').addEventListener('click', () => {
      const cell = one => (one.querySelector('.verdict') || !one.dataset.value ? one.textContent.trim() : one.dataset.value);
      const heads = Array.from(compared.tHead.rows[0].cells, head => head.dataset.key.trim());
      save(document.title, [heads, ...lines.map(line => Array.from(line.cells, cell))]);
    });
    document.querySelectorAll('#layers details').forEach(layer => onUnfold(layer, fillPlots));
    $('compare-controls').hidden = false;
    filterCompared();
  }

  // A link to a layer or to the reasons of a verdict unfolds them.
  const openTarget = () => {
    const target = /^#(layer|reasons)-/.test(location.hash) && $(location.hash.slice(1));
    if (!target) { return; }
    target.hidden = false;
    target.open = true;
    target.querySelector('summary').focus({preventScroll: true});
    target.scrollIntoView();
  };
  addEventListener('hashchange', openTarget);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#layer-"], a[href^="#reasons-"]');
    if (link && link.hash === location.hash) { openTarget(); }
  });
  openTarget();

  // A leaderboard: filter, order, saving.
  const rankTable = $('rank-table');
  if (rankTable) {
    const models = Array.from(rankTable.tBodies[0].rows);
    const heads = Array.from(rankTable.tHead.rows[0].cells);
    const name = row => row.cells[1].querySelector('bdi').textContent;
    const path = row => row.cells[1].querySelector('.quiet')?.textContent ?? name(row);
    const names = models.map(row => `${name(row)} ${path(row)}`.toLowerCase());
    const filterModels = () => {
      const text = $('rank-text').value.trim().toLowerCase();
      const verdict = $('rank-verdict').value;
      const state = $('rank-state').value;
      let shown = 0;
      models.forEach((row, i) => {
        row.hidden = !(names[i].includes(text) && (!state || row.dataset.state === state) &&
          (!verdict || row.dataset.verdicts.split(' ').includes(verdict)));
        shown += !row.hidden;
      });
      $('rank-count').textContent = `${shown} of ${models.length} models`;
    };
    ['rank-text', 'rank-verdict', 'rank-state'].forEach(id => $(id).addEventListener('input', filterModels));
    const order = $('rank-sort');
    order.append(...heads.map(head => new Option(head.textContent)));
    const showOrder = () => {
      order.selectedIndex = Math.max(0, heads.findIndex(head => head.hasAttribute('aria-sort')));
    };
    order.addEventListener('input', () => sort(rankTable, models, heads[order.selectedIndex]));
    $('rank-reverse').addEventListener('click', () => sort(rankTable, models, heads[order.selectedIndex]));
    $('rank-csv').addEventListener('click', () => {
      const cell = row => (it, i) => (i === 1 ? name(row) : it.dataset.value ?? it.textContent.trim());
      const shown = Array.from(rankTable.tBodies[0].rows).filter(row => !row.hidden);
      save('leaderboard', [[...heads.map(head => head.textContent), 'path', 'state'], ...shown.map(row =>
        [...Array.from(row.cells, cell(row)), path(row), row.dataset.state])]);
    });
    rankTable.tHead.addEventListener('click', showOrder);
    showOrder();
    $('rank-controls').hidden = false;
    filterModels();
  }

  // The table of layers: filter, columns, order.
  const table = $('layer-table');
  if (!table) { return; }
  const rows = Array.from(table.tBodies[0].rows);
  const sections = rows.map(row => $('layer-' + row.dataset.row));
  const words = rows.map(row => (row.cells[1].textContent + ' ' + row.cells[2].textContent).toLowerCase());
  const listed = texts => texts.split(' ').filter(text => text);
  const findings = rows.map(row => listed(row.dataset.types));
  const phases = rows.map(row => listed(row.dataset.phases));

  const chosen = id => $(id)?.value ?? '';
  const matches = (i, text) =>
    words[i].includes(text) && ofType(i, chosen('filter-type')) && ofVerdict(i, chosen('filter-verdict')) &&
    ofPhase(i, chosen('filter-phase')) && ofFinding(i, chosen('filter-finding'));
  const ofType = (i, type) => !type || rows[i].cells[2].textContent === type;
  const ofVerdict = (i, verdict) => !verdict || rows[i].dataset.verdict === verdict ||
    (verdict === 'borderline' && rows[i].hasAttribute('data-borderline'));
  const ofPhase = (i, phase) => !phase || phases[i].includes(phase) || (phase === 'undecided' && phases[i].length > 1);
  const ofFinding = (i, finding) => (!finding || (finding === 'any' ? findings[i].length > 0
      : finding === 'none' ? findings[i].length === 0 : findings[i].includes(finding)));

  const filter = () => {
    const text = $('filter-text').value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, i) => {
      const seen = matches(i, text);
      row.hidden = sections[i].hidden = !seen;
      shown += seen;
    });
    $('count').textContent = `${shown} of ${rows.length} layers`;
  };
  $('controls').addEventListener('input', event => event.target.id.startsWith('filter-') && filter());

  const showColumn = (column, seen) => {
    const head = table.querySelector(`th[data-column="${column}"]`);
    head.hidden = !seen;
    rows.forEach(row => { row.cells[head.cellIndex].hidden = !seen; });
  };
  $('controls').querySelector('fieldset').addEventListener('change', event =>
    showColumn(event.target.value, event.target.checked));

  $('csv').addEventListener('click', () => {
    const {model, columns, layers} = data();
    const heads = ['layer_id', 'name', 'layer_type', ...columns.map(column => column.key), 'phase', 'verdict'];
    const cells = layer => [layer.index, layer.name, layer.type, ...layer.values, layer.phase, layer.verdict];
    save(model, [heads, ...layers.map(cells)]);
  });

  // A layer's numbers and plots are made when it is unfolded first.
  const numberHeads = Array.from(table.querySelectorAll('th[data-column]'));
  const numbers = row => {
    const list = document.createElement('dl');
    list.className = 'values';
    numberHeads.forEach(head => {
      const cell = row.cells[head.cellIndex];
      if (!cell.dataset.value) { return; }
      const line = document.createElement('div');
      const name = document.createElement('dt');
      const number = document.createElement('dd');
      name.textContent = head.dataset.key;
      name.title = head.title;
      number.textContent = Number(Number(cell.dataset.value).toPrecision(4));
      number.title = cell.dataset.value;
      line.append(name, number);
      list.append(line);
    });
    return list;
  };
  const spectrumRows = layer => {
    if (layer.eigenvalues) { return [['eigenvalue'], ...layer.eigenvalues.map(x => [x])]; }
    const {from, to, count} = layer.histogram;
    return [['from', 'to', 'count'], ...from.map((x, i) => [x, to[i], count[i]])];
  };
  const saveButton = layer => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = layer.eigenvalues ? 'Save eigenvalues as CSV' : 'Save histogram as CSV';
    button.addEventListener('click', () => save(layer.name, spectrumRows(layer)));
    return button;
  };
  const fill = async section => {
    if (!await fillPlots(section)) { return; }
    const i = sections.indexOf(section);
    section.append(numbers(rows[i]), saveButton(data().layers[i]));
  };
  sections.forEach(section => onUnfold(section, fill));

  const unfold = open => sections.filter(section => !section.hidden).forEach(section => { section.open = open; });
  $('unfold-all').addEventListener('click', () => unfold(true));
  $('fold-all').addEventListener('click', () => unfold(false));

  $('controls').hidden = $('unfold').hidden = false;
  filter();
  openTarget();
})();
