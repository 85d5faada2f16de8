export interface KnownGoal {
  id: string;
  title: string;
}

/**
 * Ids for the goals `titles`, in their order: a title that was there before keeps its id wherever it stands now; one that is new
 * takes over the id of the goal that stood in its place and is gone, as a reworded goal; the others get `make()`.
 */
export function idsOfGoals(before: KnownGoal[], titles: string[], make: () => string): string[] {
  const free = [...before];
  const take = (goal: KnownGoal | undefined): string | null => (goal ? free.splice(free.indexOf(goal), 1)[0]!.id : null);
  const kept = titles.map((title) => take(free.find((goal) => goal.title === title)));
  return titles.map((_title, index) => {
    const here = before[index];
    return kept[index] ?? take(here && free.includes(here) ? here : undefined) ?? make();
  });
}
