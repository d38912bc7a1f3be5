import { NoOperationTraceWriter } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";

/** What GitHub's reader of actions finds wrong with one. */
export const problemsOf = (content) =>
  parseAction(
    { name: "action.yml", content },
    new NoOperationTraceWriter(),
  ).context.errors.getErrors();
