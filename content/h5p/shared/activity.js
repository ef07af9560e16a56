/* What an activity of ours is to its host: a place on the page, a state, and what it tells.
   A type adds `draw`, `isFinished`, `getScore`, `getMaxScore` and `getCurrentState`. */
(function (Mainstay) {
  var parts = Mainstay.parts;

  /* Makes `self` an activity; called first in a type's constructor. */
  function begin(self, contentId, extras, words) {
    window.H5P.EventDispatcher.call(self);
    self.contentId = contentId;
    self.title = extras && extras.metadata && extras.metadata.title || '';
    self.words = words;
    self.isTold = false;
    self.isTouched = false;
  }

  function languageOf(extras) {
    var metadata = extras && extras.metadata || {};
    return metadata.defaultLanguage || metadata.language || document.documentElement.lang;
  }

  var prototype = {
    attach: function ($container) {
      var container = $container[0] || $container;
      var language = this.words.language;
      this.screen = parts.el('div', { 'class': 'mainstay-screen' });
      this.live = parts.el('p', { 'class': 'mainstay-unseen', role: 'status' });
      this.root = parts.el('div', {
        'class': 'mainstay-activity ' + this.looks,
        lang: language,
        dir: parts.directionOf(language)
      }, [this.screen, this.live]);
      this.draw();
      parts.empty(container).appendChild(this.root);
      this.setActivityStarted();
      this.fit();
    },

    /* Draws anew, then puts the focus where `find` says, so that nobody loses their place. */
    redraw: function (find) {
      this.draw();
      var node = find && this.root.querySelector(find);
      if (node) {
        node.focus();
      }
      this.fit();
    },

    fit: function () {
      this.trigger('resize');
    },

    /* Said to those who listen; the pause lets the same sentence be said twice. */
    tell: function (sentence) {
      var live = this.live;
      live.textContent = '';
      window.clearTimeout(this.telling);
      this.telling = window.setTimeout(function () {
        live.textContent = sentence;
      }, 80);
    },

    /* The person did something: it is kept from now on, and the host hears of it. */
    touched: function () {
      this.isTouched = true;
      this.triggerXAPI('interacted');
    },

    /* Once for each run; a state that is resumed has told it already. */
    finish: function () {
      if (!this.isTold) {
        this.isTold = true;
        this.trigger(this.completed());
      }
    },

    completed: function () {
      var statement = this.createXAPIEventTemplate('completed');
      if (this.getMaxScore() > 0) {
        var isAll = this.getScore() === this.getMaxScore();
        statement.setScoredResult(this.getScore(), this.getMaxScore(), this, true, isAll);
      } else {
        statement.data.statement.result = { completion: true };
      }
      return statement;
    },

    getAnswerGiven: function () {
      return this.isTouched;
    },

    getTitle: function () {
      return window.H5P.createTitle ? window.H5P.createTitle(this.title) : this.title;
    },

    getXAPIData: function () {
      return { statement: this.completed().data.statement };
    }
  };

  /* Gives a type its prototype: H5P's dispatcher, then ours, then its own. */
  function type(Type, own) {
    Type.prototype = Object.create(window.H5P.EventDispatcher.prototype);
    Type.prototype.constructor = Type;
    [prototype, own].forEach(function (more) {
      Object.keys(more).forEach(function (name) {
        Type.prototype[name] = more[name];
      });
    });
    return Type;
  }

  parts.begin = begin;
  parts.languageOf = languageOf;
  parts.type = type;
})(window.Mainstay);
