"""PerfDesk: fill in, score, check, print and exchange 财政项目支出绩效自评表, offline."""
