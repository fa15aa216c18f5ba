int twice(int n)
{
	return 2 * n;
}

int four(void)
{
	return twice(2);
}
