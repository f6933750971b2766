// Builds elements; text always goes in as text, so names are never taken for markup.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

// Writes only what changed, so that screen readers and selections are left in peace.
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setTone(element, tone) {
  if (element.dataset.tone !== tone) {
    element.dataset.tone = tone;
  }
}

// A definition list whose rows keep their elements. Rows: [term, text, tone?].
export function setFacts(list, rows) {
  while (list.children.length > rows.length) {
    list.lastElementChild.remove();
  }
  rows.forEach(([term, text, tone], index) => {
    let row = list.children[index];
    if (!row) {
      row = el('div', { class: 'fact' }, el('dt'), el('dd'));
      list.append(row);
    }
    setText(row.firstElementChild, term);
    setText(row.lastElementChild, text);
    setTone(row, tone ?? '');
  });
}
