"""Makes the sparse matrices here with SciPy 1.10; all hold the 6 x 4 matrix that symmetric.mtx does not."""
import gzip
import numpy as np, scipy.io as io, scipy.sparse as sp

rng = np.random.default_rng(7)
a = np.where(rng.random((6, 4)) < 0.5, np.round(rng.normal(size=(6, 4)), 3), 0)
a[2] = 0
a = sp.csr_matrix(a)
for f in ("csr", "csc", "coo"):
    sp.save_npz(f + ".npz", a.asformat(f), compressed=f == "csr")
sp.save_npz("bsr.npz", a.tobsr((3, 2)))
sp.save_npz("float32.npz", a.astype(np.float32))
sp.save_npz("dia.npz", a.todia())
io.mmwrite("general.mtx", a)
with open("general.mtx", "rb") as text, open("general.mtx.gz", "wb") as out:
    out.write(gzip.compress(text.read(), mtime=0))
io.mmwrite("array.mtx", a.toarray())
print(repr(a.toarray()))
