import type {
  DegenerateProof,
  DegenerateServer as ServerRow,
} from "../../../specs/types/mutation.format.d.ts";
import { createJournalInMemory } from "./journal.ts";
import { drivePlan } from "../../drive/run.ts";
import { createSender } from "../../http/send.ts";
import { judge } from "../../judge/judge.ts";
import { undriven } from "../../judge/outcome.ts";
import type { Verdict } from "../../judge/types.ts";
import { decide } from "../../plan/decide.ts";
import type { Plan } from "../../plan/types.ts";
import { buildReport, judgedCase, type JudgedCase } from "../../report/build.ts";
import { createPace } from "../../target/pace.ts";
import type { Target } from "../../target/types.ts";
