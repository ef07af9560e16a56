/* The least that H5P gives to a content type: a dispatcher, statements, addresses of files.
   `play(params, state)` starts an activity; `told` holds the verbs it has said. */
window.H5P = {
  EventDispatcher: function () {},
  getPath: function (path) { return '/own/content/' + path; },
};
window.told = [];
window.H5P.EventDispatcher.prototype = {
  trigger: function (event) {
    if (event.data) {
      window.told.push(event.data.statement);
    }
  },
  createXAPIEventTemplate: function (verb) {
    return {
      data: { statement: { verb: verb } },
      setScoredResult: function (score, max, activity, completion, success) {
        this.data.statement.result = { score: { raw: score, max: max, scaled: score / max }, completion: completion, success: success };
      },
    };
  },
  triggerXAPI: function (verb) { this.trigger(this.createXAPIEventTemplate(verb)); },
  setActivityStarted: function () { this.triggerXAPI('attempted'); },
};
window.play = function (name, params, state) {
  window.activity = new window.Mainstay[name](params, 1, { previousState: state });
  window.activity.attach([document.getElementById('activity')]);
};
