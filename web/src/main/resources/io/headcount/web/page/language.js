// The texts of a page in the reader's language.

// The first of the reader's languages that there is, else the table's first; says it to the browser
// too, for screen readers and hyphens. Languages: { en: async () => texts, … }; a text that a
// language lacks is taken from the first. Gives t, and the locale for numbers and dates.
export async function wording(languages) {
  const [first] = Object.keys(languages);
  const locale = navigator.languages.find((name) => name.split('-')[0] in languages) ?? first;
  const language = locale.split('-')[0];
  const texts = { ...(await languages[first]()), ...(await languages[language]()) };
  const plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;

  // The text under a key, with {name} replaced; one that depends on a number `n` has forms.
  function t(key, values = {}) {
    const found = texts[key];
    const text = typeof found === 'object' ? (found[plurals.select(values.n)] ?? found.other) : found;
    if (text === undefined) {
      console.error(`no text for ${key}`);
      return key;
    }
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  return { t, locale };
}

// Fills in what the page's own markup asks for: data-t names an element's text, in which `code`
// stands in backquotes, and data-t-label its name for screen readers.
export function fill(t) {
  for (const element of document.querySelectorAll('[data-t]')) {
    element.replaceChildren(...t(element.dataset.t).split('`').map((part, index) => {
      if (index % 2 === 0) {
        return part;
      }
      const code = document.createElement('code');
      code.textContent = part;
      return code;
    }));
  }
  for (const element of document.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', t(element.dataset.tLabel));
  }
}
