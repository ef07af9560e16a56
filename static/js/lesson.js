// All that a lesson needs, in one file: each script of its own would be one more request.
import "./question.js";
import "./activity.js";
import "./doings.js";
import "./listen.js";
import "./print.js";
