"""What a page costs, as a ratio to a floor measured in the same run on PostgreSQL.

The floor is a Django view that reads session and person and returns 20 kB. CPU is that of all
server processes and the database; wall time on a shared machine says little. `make bench`.
"""
