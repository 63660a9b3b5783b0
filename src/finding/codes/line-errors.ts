import { mistakes } from './code-group.ts';

export const linesAndNetworksCodes = mistakes(
  'Lines and networks',
  'A network that is read in half would be interrupted.',
  {
    'branch-empty': ['A file of lines holds no point.', 'Write one point a line.'],
    'branch-encoding': ['A file of lines is no text in UTF-8.', 'Save it as plain text.'],
    'branch-column': ['A column is missing, unknown or named twice.', 'Use the columns that are listed.'],
    'branch-number': ['A number is missing or no number.', 'Write a plain number.'],
    'branch-line': ['A line has not the form of its format.', 'Write it as is said.'],
    'branch-kind': ['A kind of vessel is unknown.', 'Write artery or vein.'],
    'branch-count': ['A branch has another number of points than its heading says.', 'Export the file again.'],
    'branch-ends': ['Inlets or outlets cannot be read.', 'Write them as is said.'],
    'branch-parent': [
      'A node names a parent that is not there, or a circle.',
      'Write -1 for a root, or add the parent.',
    ],
    'branch-size': ['A file holds too many points.', 'Resample it.'],
    'branch-short': ['A branch has one point.', 'Give it a second point.'],
    'branch-length': ['A branch has no length.', 'Give it a second point elsewhere.'],
    'branch-far': ['A point lies further from the origin than can be planned.', 'Check the numbers and the unit.'],
    'branch-radius': ['A radius is missing or not above 0.', 'Give it the radius of the branch there.'],
    'branch-unit': ['A branch is far wider or narrower than its needle.', 'Check the unit of the file.'],
    'branch-thin': ['A branch is narrower than the bore of its needle.', 'Take a finer needle, or widen the branch.'],
    'branch-loose': ['A branch hangs on nothing.', 'Let it begin on another branch, or name its inlet.'],
  },
);
