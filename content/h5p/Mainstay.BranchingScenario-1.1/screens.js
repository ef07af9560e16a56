/* What is seen at a step, after a choice and at an ending. */
(function (Mainstay) {
  var parts = Mainstay.parts;
  var el = parts.el;
  var plain = parts.plain;

  function body(activity, place) {
    return [
      parts.heading(2, plain(place.heading)),
      parts.picture(place.image, place.alternative, activity.contentId, function () {
        activity.fit();
      })
    ].concat(parts.paragraphs(place.text));
  }

  function choices(activity, index) {
    return el('fieldset', { 'class': 'mainstay-choices' }, [
      el('legend', {}, [activity.words.say('question')]),
      el('ul', { role: 'list' }, activity.way.choices(index).map(function (choice, number) {
        return el('li', {}, [
          parts.button(plain(choice.text), function () {
            activity.choose(number);
          }, { dir: 'auto' })
        ]);
      }))
    ]);
  }

  function answer(activity) {
    var chosen = activity.way.chosen();
    return el('div', { 'class': 'mainstay-note' }, [
      parts.heading(3, activity.words.say('chosen')),
      el('p', { 'class': 'mainstay-chosen', dir: 'auto' }, [plain(chosen.text)])
    ].concat(parts.paragraphs(chosen.feedback)));
  }

  function trail(activity) {
    var way = activity.way.trail();
    if (!activity.behaviour.trail || !way.length) {
      return null;
    }
    return el('details', { 'class': 'mainstay-trail', open: Boolean(activity.way.ending()), toggle: function () {
      activity.fit();
    } }, [
      el('summary', {}, [activity.words.say('trail')]),
      el('ol', { role: 'list' }, way.map(function (taken, number) {
        return el('li', {}, [
          el('span', { 'class': 'mainstay-number' }, [String(number + 1)]),
          el('span', {}, [
            el('span', { 'class': 'mainstay-quiet', dir: 'auto' }, [plain(taken.step.heading)]),
            el('span', { 'class': 'mainstay-chosen', dir: 'auto' }, [plain(taken.choice.text)])
          ])
        ]);
      }))
    ]);
  }

  function ways(activity, main) {
    var buttons = [main];
    if (activity.canGoBack()) {
      buttons.push(parts.button(activity.words.say('back'), activity.back.bind(activity)));
    }
    if (activity.way.taken.length) {
      buttons.push(parts.button(activity.words.say('again'), activity.restart.bind(activity)));
    }
    return el('div', { 'class': 'mainstay-row' }, buttons);
  }

  function atStep(activity, index) {
    var isListening = activity.way.isListening;
    var goOn = isListening && parts.button(activity.words.say('next'), activity.goOn.bind(activity), {
      'class': 'mainstay-button--main'
    });
    return body(activity, activity.way.steps[index]).concat([
      isListening ? answer(activity) : choices(activity, index),
      ways(activity, goOn),
      trail(activity)
    ]);
  }

  function atEnding(activity, index) {
    var points = { score: activity.getScore(), max: activity.getMaxScore() };
    return [el('p', { 'class': 'mainstay-quiet' }, [activity.words.say('ending')])].concat(
      body(activity, activity.way.endings[index]),
      [
        points.max > 0 && el('p', { 'class': 'mainstay-points' }, [activity.words.say('score', points)]),
        ways(activity, null),
        trail(activity)
      ]
    );
  }

  function nowhere(activity) {
    return [
      parts.heading(2, activity.words.say('nowhere')),
      ways(activity, null),
      trail(activity)
    ];
  }

  Mainstay.screens = { step: atStep, ending: atEnding, nowhere: nowhere };
})(window.Mainstay);
