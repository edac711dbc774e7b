// What a person would see as broken: text over text, text that is cut, a page wider than its window, and anything that
// is not still. Run in the page by the tests; no page of ours brings a script.
() => {
  const faults = [];
  const name = (element) =>
    element.tagName.toLowerCase() + '.' + (element.getAttribute('class') || '') + ' "' + element.textContent.trim().slice(0, 40) + '"';
  const wide = document.documentElement.clientWidth;

  if (document.documentElement.scrollWidth > wide) faults.push('scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + wide);
  if (document.scripts.length > 0) faults.push('has a script');
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name) || attribute.name === 'style') faults.push(attribute.name + ' on ' + name(element));
    }
  }

  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const parent = node.parentElement;
    if (node.textContent.trim() === '' || !parent.checkVisibility()) continue;
    if (parent.closest('svg, details:not([open]) > :not(summary)')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      texts.push({ parent, left: box.left, right: box.right, top: box.top + 3, bottom: box.bottom - 3 });
      if (box.left < -0.5 || box.right > wide + 0.5) faults.push('outside the window: ' + name(parent));
    }
  }
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length; j++) {
      const a = texts[i], b = texts[j];
      if (a.parent === b.parent) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) faults.push('over each other: ' + name(a.parent) + ' and ' + name(b.parent));
    }
  }
  for (const card of document.querySelectorAll('.card, .hero, .window, .told, .notes li')) {
    if (card.scrollWidth > card.clientWidth + 1 || card.scrollHeight > card.clientHeight + 1) faults.push('does not fit: ' + name(card));
  }
  for (const picture of document.querySelectorAll('svg[role=img]')) {
    const box = picture.getBoundingClientRect();
    if (box.width < 20 || box.height < 10) faults.push('too small: ' + picture.getAttribute('aria-label'));
    if (!picture.getAttribute('aria-label')) faults.push('a picture without words');
  }

  const focusable = () =>
    [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')].filter((element) => {
      const closed = element.closest('details:not([open])');
      return !closed || element.tagName === 'SUMMARY';
    });
  const label = (element) => focusable().indexOf(element) + ' ' + (element.id || element.textContent.trim());
  window.pageFocusable = () => focusable().map(label);
  window.pageFocused = () => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return label(element) + (seen ? '' : ' (not seen)');
  };
  return faults;
}
