"""Many documents at once: a folder or files of records cleaned into another folder, by several processes.

What a worker does depends only on the document and the order, and results come in the order of the inputs, so
that nothing depends on the number of processes.

order     what is asked for; what belongs to one input file; what became of a piece of work
walk      which files there are
inorder   work that is handed out, and its results in order; done by the
pool      of processes that can be killed, or the
raypool   of a Ray cluster
document  one document: cleaned, counted, weighed
texts     files that are one document each
records   files with a document on each line; how they are `stored`, and written in `parts`
parquet   files with a document in each row
tables    JSON lines written as Parquet, and the other way round
naming    what the names of files say
state     what is finished, in an SQLite file, so that a killed run goes on; `progress` keeps it
engine    the run
outputs   documents of outputs, signed; their `comparison`, which `copytable` keeps; outputs without copies
          (`thinning`)
sample    some documents chosen by chance
"""

from cleaner.batch.engine import Run
from cleaner.batch.order import Order, Problem, Totals
from cleaner.batch.state import StateError

__all__ = ["Order", "Problem", "Run", "StateError", "Totals"]
