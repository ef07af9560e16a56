/* Mainstay.BranchingScenario: what the person does, and what the host hears of it. */
(function (Mainstay) {
  var parts = Mainstay.parts;
  var screens = Mainstay.screens;
  var Way = Mainstay.Way;
  var wording = Mainstay.wording;

  function BranchingScenario(params, contentId, extras) {
    var kept = extras && extras.previousState;
    parts.begin(this, contentId, extras, new parts.Words(params.words, wording, parts.languageOf(extras)));
    this.behaviour = {
      scored: Boolean(params.behaviour && params.behaviour.scored),
      back: !(params.behaviour && params.behaviour.back === false),
      trail: !(params.behaviour && params.behaviour.trail === false)
    };
    this.way = new Way(params.steps || [], params.endings || [], kept);
    this.isTouched = this.way.taken.length > 0;
    this.isTold = this.isTouched && kept.isTold === true;
  }

  Mainstay.BranchingScenario = parts.type(BranchingScenario, {
    looks: 'mainstay-branching',

    draw: function () {
      var here = this.way.here();
      parts.fill(parts.empty(this.screen), screens[here.kind](this, here.index));
    },

    choose: function (number) {
      this.way.choose(number);
      this.move(this.way.isListening ? 'h3' : 'h2');
    },

    goOn: function () {
      this.way.goOn();
      this.move('h2');
    },

    canGoBack: function () {
      return this.behaviour.back && this.way.taken.length > 0 && !this.isTold;
    },

    back: function () {
      this.way.back();
      this.move('h2');
    },

    restart: function () {
      this.way.restart();
      this.isTold = false;
      this.move('h2');
    },

    move: function (find) {
      var isEnd = Boolean(this.way.ending());
      this.touched();
      if (isEnd) {
        this.finish();
      }
      this.redraw(find);
    },

    getScore: function () {
      var ending = this.way.ending();
      return this.behaviour.scored && ending ? pointsOf(ending) : 0;
    },

    getMaxScore: function () {
      return this.behaviour.scored ? Math.max.apply(null, [0].concat(this.way.endings.map(pointsOf))) : 0;
    },

    getCurrentState: function () {
      if (!this.isTouched) {
        return undefined;
      }
      var state = this.way.state();
      state.isTold = this.isTold;
      return state;
    },

    resetTask: function () {
      this.way.restart();
      this.isTold = this.isTouched = false;
      if (this.root) {
        this.draw();
      }
    }
  });

  function pointsOf(ending) {
    return Math.max(0, Number(ending.points) || 0);
  }
})(window.Mainstay);
