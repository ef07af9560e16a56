/* How the items, the groups and the result look. */
(function (Mainstay) {
  var parts = Mainstay.parts;
  var el = parts.el;

  function card(activity, item, index, count) {
    var isOpen = activity.isOpen();
    return el('li', { 'class': 'mainstay-card', 'data-item': item }, [
      activity.board.inOrder && el('span', { 'class': 'mainstay-number' }, [String(index + 1)]),
      parts.picture(activity.items[item].image, activity.items[item].alternative, activity.contentId, function () {
        activity.fit();
      }),
      isOpen && !activity.board.inOrder ? name(activity, item) : still(activity, item),
      isOpen && el('span', { 'class': 'mainstay-handle', 'aria-hidden': 'true' }),
      isOpen && activity.board.inOrder && steps(activity, item, index, count),
      isOpen && activity.picked === item && moves(activity, item),
      activity.isMarked() && mark(activity, item)
    ]);
  }

  /* Opens what can be done with the item. */
  function name(activity, item) {
    return parts.button(activity.nameOf(item), function () {
      activity.pick(item);
    }, {
      'class': 'mainstay-card-name',
      dir: 'auto',
      'aria-expanded': String(activity.picked === item),
      'data-name': item
    });
  }

  function still(activity, item) {
    return el('p', { 'class': 'mainstay-card-name', dir: 'auto' }, [activity.nameOf(item)]);
  }

  function moves(activity, item) {
    var places = activity.places().filter(function (place) {
      return place !== activity.board.places[item];
    });
    return el('div', { 'class': 'mainstay-row', role: 'group', 'aria-label': activity.nameOf(item) },
      places.map(function (place) {
        var label = activity.words.say('move', { place: activity.placeName(place) });
        return parts.button(place ? label : activity.words.say('unsort'), function () {
          activity.put(item, place);
        }, { 'data-to': place });
      }));
  }

  function steps(activity, item, index, count) {
    return el('div', { 'class': 'mainstay-row' }, [
      step(activity, item, index - 1, 'up', index === 0),
      step(activity, item, index + 1, 'down', index === count - 1)
    ]);
  }

  /* At an end the button stays in reach, so that the focus is not lost. */
  function step(activity, item, to, way, isEnd) {
    var label = activity.words.say(way);
    return parts.button(label, function () {
      if (!isEnd) {
        activity.shift(item, to, way);
      }
    }, {
      'aria-label': label + ': ' + activity.nameOf(item),
      'aria-disabled': isEnd && 'true',
      'data-step': way + item
    });
  }

  /* In a solution all lie right; what the person had elsewhere is told apart. */
  function mark(activity, item) {
    var isRight = activity.isRight[item];
    var isShown = activity.phase === 'shown';
    var feedback = activity.items[item][isRight || isShown ? 'whenRight' : 'whenNot'];
    return el('div', { 'class': 'mainstay-mark' }, [
      el('p', {}, [
        el('span', { 'class': 'mainstay-sign', 'aria-hidden': 'true' }, [isRight ? '✓' : isShown ? '◇' : '○']),
        activity.words.say(isRight ? 'right' : isShown ? 'belongs' : 'not')
      ])
    ].concat(parts.paragraphs(feedback)));
  }

  function list(activity, place) {
    var items = activity.board.at(place);
    if (!items.length) {
      return el('p', { 'class': 'mainstay-quiet' }, [activity.words.say('empty')]);
    }
    return el(activity.board.inOrder ? 'ol' : 'ul', { role: 'list' }, items.map(function (item, index) {
      return card(activity, item, index, items.length);
    }));
  }

  function group(activity, place) {
    return el('div', { 'class': 'mainstay-place', 'data-place': place }, [
      parts.heading(3, activity.placeName(place)),
      list(activity, place)
    ]);
  }

  /* Before anything is sorted the groups already show; what is not sorted yet comes first. */
  function boardOf(activity) {
    if (activity.board.inOrder) {
      return [list(activity, 0)];
    }
    return activity.places().filter(function (place) {
      return place || activity.board.left();
    }).map(function (place) {
      return group(activity, place);
    });
  }

  function result(activity) {
    var words = activity.words;
    var points = { score: activity.getScore(), max: activity.getMaxScore() };
    return el('div', { 'class': 'mainstay-note mainstay-result' }, [
      parts.heading(3, points.max ? words.say('score', points) : words.say('answer')),
      activity.phase === 'shown' && el('p', {}, [words.say('solution')])
    ].concat(parts.paragraphs(activity.behaviour.afterwards)));
  }

  function actions(activity) {
    return el('div', { 'class': 'mainstay-row' }, activity.actions().map(function (action, index) {
      return parts.button(activity.words.say(action), activity[action].bind(activity), {
        'class': index === 0 ? 'mainstay-button--main' : '',
        'data-action': action
      });
    }));
  }

  function screen(activity) {
    return [activity.heading && parts.heading(2, activity.heading)].concat(
      parts.paragraphs(activity.task),
      [activity.isOpen() && el('p', { 'class': 'mainstay-quiet' }, [
        activity.words.say(activity.board.inOrder ? 'howOrder' : 'how')
      ])],
      boardOf(activity),
      [!activity.isOpen() && result(activity), actions(activity)]
    );
  }

  Mainstay.cards = { screen: screen };
})(window.Mainstay);
