/**
 * Whose reading of JUnit XML the file fits. There is no standard; each reader allows something else.
 *
 * `common`: what GitLab, GitHub's actions, Azure and the JUnit plugin of Jenkins read, with the place of each check.
 * `xunit`: the xUnit plugin of Jenkins, which refuses attributes that its schema (junit-10.xsd) does not name.
 * `ant`: the schema of Apache Ant's JUnit task, the strictest; the notes of a test stand in its suite's `system-out`.
 */
export type JunitDialect = (typeof junitDialects)[number];

export const junitDialects = ["common", "xunit", "ant"] as const;

/** What a dialect has a place for. */
export interface Allowed {
  /** `file` and `line` of a testcase. */
  readonly places: boolean;
  /** Totals on the root: all, all but the skipped, or none. */
  readonly totals: "all" | "counted" | "none";
  /** `system-out` in a testcase. */
  readonly notes: boolean;
  /** `id`, `package`, `hostname`, `properties`, `system-out` and `system-err` in every suite. */
  readonly wholeSuites: boolean;
}

export const allowedBy: Readonly<Record<JunitDialect, Allowed>> = {
  common: { places: true, totals: "all", notes: true, wholeSuites: false },
  xunit: { places: false, totals: "counted", notes: true, wholeSuites: false },
  ant: { places: false, totals: "none", notes: false, wholeSuites: true },
};
