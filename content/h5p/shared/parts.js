/* What our content types build with. Each library carries its own copy of this file, and its own
   files take hold of it as they load. Text goes in as text, never as markup. */
window.Mainstay = window.Mainstay || {};

window.Mainstay.parts = (function () {
  var FROM_THE_RIGHT = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];
  var ESCAPED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', '#39': '\'', '#039': '\'' };
  var ids = 0;

  /* el('button', { type: 'button', click: f }, ['Go on']): functions listen, false is left out. */
  function el(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (typeof value === 'function') {
        node.addEventListener(name, value);
      } else if (value !== false && value !== undefined && value !== null) {
        node.setAttribute(name, value === true ? '' : String(value));
      }
    });
    return fill(node, children);
  }

  function fill(node, children) {
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (typeof child === 'string') {
        node.appendChild(document.createTextNode(child));
      } else if (child) {
        node.appendChild(child);
      }
    });
    return node;
  }

  function empty(node) {
    while (node.firstChild) {
      node.removeChild(node.firstChild);
    }
    return node;
  }

  /* Hosts keep plain fields escaped; as text they would show "&quot;". */
  function plain(text) {
    var given = text === undefined || text === null ? '' : String(text);
    return given.replace(/&(amp|lt|gt|quot|apos|#0?39);/g, function (whole, name) {
      return ESCAPED[name];
    }).trim();
  }

  function paragraphs(text) {
    return plain(text).split(/\n+/).filter(Boolean).map(function (line) {
      return el('p', { dir: 'auto' }, [line]);
    });
  }

  function button(label, act, more) {
    var attributes = more || {};
    attributes.type = 'button';
    attributes.click = act;
    attributes['class'] = 'mainstay-button ' + (attributes['class'] || '');
    return el('button', attributes, [label]);
  }

  /* A heading that can take the focus when what is under it is new. */
  function heading(level, text) {
    return el('h' + level, { tabindex: '-1', dir: 'auto', 'class': 'mainstay-heading' }, [text]);
  }

  /* An empty alternative says that the picture adds nothing to the words. */
  function picture(image, alternative, contentId, whenLoaded) {
    if (!image || !image.path) {
      return null;
    }
    return el('img', {
      'class': 'mainstay-picture',
      src: window.H5P.getPath(image.path, contentId),
      alt: plain(alternative),
      width: image.width,
      height: image.height,
      load: whenLoaded
    });
  }

  function newId() {
    ids += 1;
    return 'mainstay-' + ids;
  }

  function directionOf(language) {
    return FROM_THE_RIGHT.indexOf(language.toLowerCase().split('-')[0]) < 0 ? 'ltr' : 'rtl';
  }

  return {
    button: button,
    directionOf: directionOf,
    el: el,
    empty: empty,
    fill: fill,
    heading: heading,
    newId: newId,
    paragraphs: paragraphs,
    picture: picture,
    plain: plain
  };
})();
