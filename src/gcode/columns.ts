/** What holds a column, by a short name. */
interface Arrays {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

export type Column = Arrays[keyof Arrays];

const makers: { readonly [Kind in keyof Arrays]: new (length: number) => Arrays[Kind] } = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** Columns of a table by name: the one place from which their types, their room and their growth follow. */
export type ColumnKinds = Readonly<Record<string, keyof Arrays>>;

export type Columns<Kinds extends ColumnKinds> = { [Name in keyof Kinds]: Arrays[Kinds[Name]] };

/** Empty columns with room for `capacity` rows. */
export function makeColumns<Kinds extends ColumnKinds>(kinds: Kinds, capacity: number): Columns<Kinds> {
  return mapped(kinds, (name) => new makers[kinds[name]](capacity));
}

/** More room for the same columns; the first `count` rows are kept. */
export function growColumns<Kinds extends ColumnKinds>(
  kinds: Kinds,
  columns: Columns<Kinds>,
  count: number,
  capacity: number,
): void {
  for (const name of namesOf(kinds)) columns[name] = resized(columns[name], count, capacity);
}

/** The first `count` rows: copies, or views where the spare room is not worth a copy. */
export function firstRows<Kinds extends ColumnKinds>(
  kinds: Kinds,
  columns: Readonly<Columns<Kinds>>,
  count: number,
  copies = true,
): Columns<Kinds> {
  return mapped(kinds, (name) => (copies ? columns[name].slice(0, count) : columns[name].subarray(0, count)));
}

/** A copy with room for `capacity` values, the first `count` of the old ones kept. */
function resized<T extends Column>(column: T, count: number, capacity: number): T {
  const Kind = column.constructor as new (length: number) => T;
  const grown = new Kind(capacity);
  grown.set(column.subarray(0, count));
  return grown;
}

const namesOf = <Kinds extends ColumnKinds>(kinds: Kinds): (keyof Kinds)[] => Object.keys(kinds);

function mapped<Kinds extends ColumnKinds>(kinds: Kinds, make: (name: keyof Kinds) => Column): Columns<Kinds> {
  return Object.fromEntries(namesOf(kinds).map((name) => [name, make(name)])) as Columns<Kinds>;
}
